"""Session marks kept compactly, and what follows from them, worked out once for every definition.

`alphabet` is a byte for each code, `compact` the layout and how marks get into it, `words` a bit
for each session, `lines` and `runs` the dated runs, `rates` the share missed, `reached` the counts
that a rule gives a number for, `school_rules` and `measure` every fact of one partition, `finish`
the partitions together, `kept` the facts kept up day by day, and `marks_facts` the facts with the
row that evidences each. All but the last know Arrow and NumPy alone, and no engine.
"""
