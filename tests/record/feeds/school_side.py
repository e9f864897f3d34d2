"""A good file of each feed that tells of schools, of the census's tables and of places."""

from onroll.record.feeds import Feed
from onroll.record.feeds.catalogue.school_census import FEEDS

UPN = "B801200005001"
PERSON = f"100001,A17,{UPN},Amira,O'Brien,27/03/2013,F,1 High St,XE1 2AB"

FILES: dict[str, tuple[str, str]] = {
    "attendance_weeks": (
        "weeks_2026-27_autumn.csv",
        "Pupil ID,URN,Week Beginning,Marks\nP1,100001,07/09/2026,/\\/\\/\\C2Y4N-\n",
    ),
    "attendance_summaries": (
        "attendance_summaries_2026-27_autumn.csv",
        "Pupil ID,URN,From,To,possible_sessions,overall_attendance,overall_absence,"
        "authorised_absence,unauthorised_absence,reason_i_authorised_illness\n"
        "P1,100001,02/09/2026,16/10/2026,64,30,34,30,4,30\n",
    ),
    "new_pupil_returns": (
        "new_pupil_returns_2026-11-01.csv",
        "URN,Pupil Ref,UPN,Forename,Surname,Date of Birth,Sex,Address,Postcode,Date Entered,"
        f"Expected Start,Previous School,Return Received On\n{PERSON},05/10/2026,05/10/2026,"
        "Low Lane,08/10/2026\n",
    ),
    "roll_deletions": (
        "roll_deletions_2026-11-01.csv",
        "URN,Pupil Ref,UPN,Forename,Surname,Date of Birth,Sex,Address,Postcode,Ground,"
        "Date Ground Met,Date Deleted,Return Received On,Destination,Future Address,"
        f"Future Postcode,Future School,Future Start,Reason Given by Parent,Unexplained\n{PERSON},"
        "(i),01/10/2026,05/10/2026,05/10/2026,Not known,2 Low St,XE2 1AA,,,,Y\n",
    ),
    "school_forms": (
        "school_forms_2026-11-01.csv",
        "Form Ref,Form,Sender URN,Sent On,Sent By,Taken Back On,Forename,Surname,Date of Birth,Sex,"
        "UPN,Address,Postcode,Ground,Removed On,Destination,Category,Starts On,Sessions\n"
        "SF-2A,removal_from_roll,100001,2026-10-05,sam@hilltop.example,,Amira,O'Brien,2013-03-27,F,"
        f"{UPN},1 High St,XE1 2AB,i,2026-10-05,not_known,,,\n"
        "SF-2B,exclusion_notice,100001,2026-10-06,sam@hilltop.example,,Ben,Reed,2013-04-27,M,"
        ",2 High St,XE1 2AB,,,,SUSP,2026-10-06,3\n",
    ),
    "monthly_returns": (
        "monthly_returns_2026-11-01.csv",
        "Return Ref,Sender URN,Month,Sent On,Sent By,Replaced On,Child Ref,Forename,Surname,"
        "Date of Birth,Sex,UPN,How,Reason,Hours Offered,Starts On,Written Plan,Ended On,"
        "How It Ended\n"
        "SF-3A,100001,2026-10-01,2026-10-30,sam@hilltop.example,,EC-AMIRA,Amira,O'Brien,2013-03-27,"
        f"F,{UPN},new,SB,12,2026-10-05,Y,,\n"
        "SF-3A,100001,2026-10-01,2026-10-30,sam@hilltop.example,,EC-BEN,Ben,Reed,2013-04-27,M,,"
        "ended,,,,,2026-10-12,full_time\n",
    ),
    "weekly_hours": (
        "weekly_hours_2026-11-01.csv",
        "Return Ref,Sender URN,Week From,Sent On,Sent By,Replaced On,Child Ref,Forename,Surname,"
        "Date of Birth,Sex,UPN,Hours Offered,Hours Attended,Last Day There\n"
        "SF-4A,100009,2026-10-19,2026-10-26,sam@forge.example,,EC-AMIRA,Amira,O'Brien,2013-03-27,"
        f"F,{UPN},15,12.5,\n"
        "SF-4A,100009,2026-10-19,2026-10-26,sam@forge.example,,EC-BEN,Ben,Reed,2013-04-27,M,,"
        "10,0,2026-10-21\n",
    ),
    "question_answers": (
        "question_answers_2026-11-01.csv",
        "Answer Ref,Question Ref,Contradiction,Answer,School URN,Holds From,Ground,Date of Birth,"
        "Answered On,Answered By,Taken Back On,Taken Back By\n"
        "QU-2A-7,QU-2A,two_main_rolls,left_our_roll,100001,2026-10-05,a,,2026-10-06,"
        "sam@hilltop.example,,\n",
    ),
    "lost_pupils": (
        "lost_pupils_2026-11-01.csv",
        "UPN,Former UPN,Forename,Surname,Date of Birth,Sex,Postcode,Source LA,Source Estab,"
        f"Uploaded On,Found On\n{UPN},,Amira,O'Brien,27/03/2013,F,XE1 2AB,001,4000,05/10/2026,\n",
    ),
    "fair_access": (
        "fair_access_2026-11-01.csv",
        "Case Ref,Child Ref,UPN,First name,Last name,DOB,Gender,Postcode,Referred on,Reason,"
        f"Panel on,Outcome,Decided on,School URN,Start date\nF1,C1,{UPN},Amira,O'Brien,27/03/2013,"
        "F,XE1 2AB,07/09/2026,Refused a place,05/10/2026,Placed,05/10/2026,100001,\n",
    ),
    "gias_establishments": (
        "edubasealldata20261101.csv",
        "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,"
        "TypeOfEstablishment (name),EstablishmentTypeGroup (name),EstablishmentStatus (name),"
        "OpenDate,CloseDate,PhaseOfEducation (name),StatutoryHighAge,Postcode\n"
        "100001,001,Exampleshire,4000,Hilltop,Academy converter,Academies,Open,01-09-2012,,"
        "Secondary,18,XE1 2AB\n",
    ),
    "gias_links": (
        "links_edubasealldata20261101.csv",
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
        "100001,100009,Hilltop Academy,Successor,01-10-2026\n",
    ),
    "la_codes": (
        "la_codes_2026-04-01.csv",
        "new_la_code,la_name,date_of_operation,date_of_termination,parent_geography_code,"
        "old_la_code\nE06999001,Exampleshire,01/04/2009,,E12000001,001\n",
    ),
    "localities": (
        "localities_2026-09-01.csv",
        "Place,Locality\nXE1,North\nXE1 2,Central\nXE1 2AB,South\nE05999001,North\n",
    ),
    "postcodes": (
        "postcodes_2026-08-01.csv",
        "pcds,oslaua,oscty,dointr,doterm\nXE1 2AB,E06999001,E99999999,198001,\n",
    ),
}

VALUES = {"date": "2026-Jun-01 00:00:00", "postcode": "XE1 2AB", "yes or no": "True"}
CODES = {"attendancereason": "I", "nationality": "AFG", "type": "01"}


def census_file(feed: Feed, **values: str) -> tuple[str, str]:
    """A file of one row of a census table, as the census of its example has its columns.

    `values` are those of columns by name; of the others each has one that it takes.
    """
    period = "_".join(feed.example.split("_")[:2])
    columns = feed.of_period(period).columns
    chosen = CODES | values
    cells = [chosen.get(column.name) or _value(column.type.name) for column in columns]
    return feed.example, ",".join(c.title for c in columns) + "\n" + ",".join(cells) + "\n"


def _value(kind: str) -> str:
    if "number" in kind and "local authority" not in kind:
        return "10.0"
    if kind.startswith("one of "):
        return kind.removeprefix("one of ").split(", ")[0]
    if "local authority" in kind:
        return "001"
    return VALUES.get(kind, "a1")


FILES |= {feed.key: census_file(feed) for feed in FEEDS}
