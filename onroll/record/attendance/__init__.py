"""Session marks kept compactly, and what follows from them, worked out once for every definition.

`alphabet` is a byte for each code, `compact` the layout and how marks get into it, `words` a bit
for each session, `lines` and `runs` the dated runs, `rates` the share missed, `reached` the counts
that a rule gives a number for, `school_rules` and `measure` every fact of one partition, `finish`
the partitions together. `held_facts` are facts as numbers, `evidence` the row that shows each,
`going_on` what lets a day of being present go by, `kept` all of it kept up day by day, and
`kept_folder` that on the disk. These know Arrow and NumPy alone, and no engine. `marks_facts` asks
DuckDB for marks and rows, and `upkeep` decides what must be read.
"""
