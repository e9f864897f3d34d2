"""Forenames that are written for one another: short forms, and one name in several spellings.

One line is one name. A form may stand on several lines ("alex"): two forenames are aliases when
some line holds both. It only ever makes two names look alike; nobody is joined for an alias alone.
"""

from typing import Final

_LINES: Final = """
    aaliyah aliyah alia aliya
    abdul abdullah abdallah
    abigail abi abby abbie gail
    ahmed ahmad ahmet
    aisha ayesha aysha aicha
    alexander alex alec alexandre aleksander aleksandr sasha xander alessandro
    alexandra alex lexi lexie sandra aleksandra sasha alexandria
    amelia amy millie emilia mia
    andrew andy drew andrei andrzej
    anthony tony antony anton
    benjamin ben benji benny
    catherine katherine kathryn kate katie kathy cathy kitty katarzyna kasia
    charles charlie chas
    charlotte charlie lottie lotte
    christopher chris kit christoph krzysztof
    daniel dan danny
    danielle dani danni
    david dave davey dawid
    dominic dom dominik
    dorothy dot dottie
    edward ed eddie ted teddy ned
    eleanor ellie nell nora elena
    elizabeth elisabeth liz lizzie beth betty eliza libby elsie elzbieta
    emily em emmie emilia
    evelyn evie eve
    fatima fatimah fatema
    florence flo flossie florrie
    francesca fran frankie chess
    francis frank frankie
    frederick fred freddie freddy
    gabriel gabe gabi
    gabriella gabby gabi ella
    george georgie jorge
    georgia georgie georgina gina
    grace gracie
    harold harry
    harrison harry
    henry harry hal
    hussain hussein hossein husain
    ibrahim ebrahim abraham
    isaac ike zac izaac
    isabella isabelle isabel izzy bella belle isobel
    ismail ismael esmail
    jack john jackie
    jacob jake jakub kuba yaqub
    james jim jimmy jamie jem
    jennifer jen jenny jenna
    jessica jess jessie
    john johnny jon jonny jan
    jonathan jon jonny jonathon nathan
    joseph joe joey jo yusuf youssef yousef yosef josef jozef
    joshua josh
    khadija khadijah
    laura laurie
    lauren laurie
    leonard len lenny leo
    leonardo leo
    lewis louis lou
    lucas luke luca lukas lukasz
    lucy lucia lucie
    madeleine maddie maddy madeline maddison
    madison maddie maddy
    margaret maggie meg peggy daisy greta
    maria mary marie maryam mariam miriam mariya
    matilda tilly tillie mattie
    matthew matt mateusz mateo
    maximilian max maksymilian maxwell
    megan meg meghan
    michael mike mick mikey michal mihai
    mohammed muhammad mohamed mohammad muhammed mohamad mo md
    natalie nat natalia
    nathaniel nathan nat nate
    nicholas nick nicky nico nikolas mikolaj
    nicole nicky nikki nicola
    noah noa
    oliver ollie oli olly olivier
    olivia liv livvy ollie
    omar umar omer umer
    hodan xodan
    abdirahman cabdiraxman abdurrahman abdulrahman abdirahmaan
    ayaan ayan
    hassan hasan
    yasmin yasmeen jasmin jasmine yasmine
    nur noor nour
    idris idrees
    bilal bilaal
    maryan maryam maryama
    sumaya sumayya sumayyah
    halima haleema xaliimo
    zaki zakariya zakaria zacharia
    hamza hamzah
    safa safaa
    khalid khaled
    karim kareem
    rashid rasheed
    salma selma
    farhan ferhan
    iqra ikra
    ismahan ismaahan
    leyla layla leila laila
    sulayman suleyman suleiman sulaiman solomon
    tariq tarek tareq
    usman osman uthman cusmaan
    youness younes yunus younis
    andrei andriy andrey
    oleksandr alexander aleksandr olexandr sasha
    dmytro dmitri dmitry dima
    yevhen yevgeny evgeny
    sofiia sofia sofiya
    mykola nikolai nikolay
    ivan iwan
    siobhan shivaun
    niamh neve
    sean shaun shawn
    aiden aidan
    caitlin kaitlyn katelyn
    conor connor
    patrick paddy pat padraig patryk
    peter pete piotr
    philip phil phillip pip
    phoebe phebe
    rebecca becky becca rebekah
    richard rich rick ricky dick richie
    robert rob bob bobby robbie bert
    rosemary rose rosie
    samuel sam sammy
    samantha sam sammy
    sarah sara sally zara
    sofia sophia sophie zofia sofie
    stephen steven steve stefan
    susan sue susie
    theodore theo ted teddy
    thomas tom tommy tomasz
    timothy tim timmy
    victoria vicky tori vikki
    william will bill billy liam willie
    yahya yahia
    zachary zac zach zak
    zainab zaynab zeinab
    agnieszka aga
    aleksander olek alek
    aleksandra ola
    alicja ala alice
    anastasia anastasiya anastasiia anastazja nastia nastya
    anna ania anya hania
    antoni antek antos
    barbara basia
    bartlomiej bartosz bartek
    bohdan bogdan
    danylo danilo daniil danil daniel
    daria dariia darya dariya dasha
    dominika nika
    filip philip
    franciszek franek
    grzegorz gregory greg
    hanna hannah hania anna
    ignacy ignas
    igor ihor
    ilya illia ilia
    jadwiga jadzia
    joanna asia
    julia yulia yuliia julka
    kacper kacperek
    kateryna ekaterina katerina katya kate
    kirill kyrylo kiril
    klara clara
    krystian christian
    magdalena magda
    malgorzata gosia margaret
    marcin martin
    mateusz mati
    matvii matvey matviy matthew
    maksym maksim maxim max
    mykhailo mykhaylo mikhail misha michael
    natalia nataliia natasha
    oleh oleg
    oliwia oliwka olivia
    pavlo pavel pawel paul
    petro petr pyotr piotr peter
    polina paulina pola
    serhii sergei sergey
    stanislaw stas
    szymon szymek simon
    artem artyom artiom
    tetiana tatiana tatyana tania
    timofii timofey tymofii tymon
    vasyl vasily vasyli
    viktoria viktoriia viktoriya wiktoria victoria vika
    volodymyr vladimir vova
    wojciech wojtek
    yelyzaveta elizaveta yelizaveta liza elizabeth
    yevheniia evgenia eugenia
    zofia zosia sofia
    zuzanna zuzia susanna
    amina aminah ameena
    asiya asiyah aasiya asya
    dawud dawood daoud david
    hafsa hafsah
    haroon harun haroun
    isa eesa essa issa
    jibril jibreel gibril
    musa moosa mousa
    rayan rayyan rayaan
    ruqayyah ruqaya ruqayya rukaya
    safiya safiyah safiyya safia
    yasin yaseen yassin
    zahra zahraa zahrah
    zaid zayd zayed
    zain zayn zane
"""


def _lines_of_each_form() -> dict[str, frozenset[str]]:
    lines: dict[str, set[str]] = {}
    for number, line in enumerate(_LINES.splitlines()):
        for form in line.split():
            lines.setdefault(form, set()).add(str(number))
    return {form: frozenset(numbers) for form, numbers in lines.items()}


_LINES_OF: Final = _lines_of_each_form()


def lines_of(form: str) -> list[str]:
    """The numbers of the lines on which a form stands, in order; none for an unlisted one."""
    return sorted(_LINES_OF.get(form, ()))


def are_aliases(one: str, other: str) -> bool:
    """True when some line holds both names, in small letters without accents."""
    return not _LINES_OF.get(one, frozenset()).isdisjoint(_LINES_OF.get(other, frozenset()))
