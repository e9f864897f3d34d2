from onroll.cli import main

main()
