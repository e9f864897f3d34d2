"""A good file of each feed of social care, special needs, health, careers and casework."""

UPN = "B801200005001"
NHS = "9434765870"
PERSON = f"{UPN},Amira,O'Brien,27/03/2013"

FILES: dict[str, tuple[str, str]] = {
    "ssda903_header": (
        "SSDA903_2026_header.csv",
        f"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nS1,F,27/03/2010,WROM,{UPN},1,05/10/2025\n",
    ),
    "ssda903_episodes": (
        "SSDA903_2026_episodes.csv",
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
        "PL_POST,URN\n"
        "S1,07/09/2025,S,C2,N1,U4,PR1,05/10/2025,X1,CARPL,XE1 2AB,XE2 1AA,\n"
        "S1,05/10/2025,P,C2,N1,K3,PR4,,,,XE1 2AB,XE2 1AB,100001\n",
    ),
    "ssda903_uasc": ("SSDA903_2026_uasc.csv", "CHILD,SEX,DOB,DUC\nS1,F,27/03/2010,05/10/2025\n"),
    "ssda903_missing": (
        "SSDA903_2026_missing.csv",
        "CHILD,DOB,MISSING,MIS_START,MIS_END\nS1,27/03/2010,M,05/10/2025,05/10/2025\n"
        "S1,27/03/2010,A,12/10/2025,13/10/2025\n",
    ),
    "ssda903_prev_perm": (
        "SSDA903_2026_prev_perm.csv",
        "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\nS1,27/03/2010,P1,001,05/10/2015\n",
    ),
    "ssda903_oc2": (
        "SSDA903_2026_oc2.csv",
        "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
        "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
        "S1,27/03/2010,14,,0,1,1,1,1,0,,\n",
    ),
    "ssda903_oc3": (
        "SSDA903_2026_oc3.csv",
        "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nS1,27/03/2007,YES,F2,U1\n",
    ),
    "ssda903_ad1": (
        "SSDA903_2026_ad1.csv",
        "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR\n"
        "S1,27/03/2020,05/10/2024,05/10/2025,0,2,MF,L11\n",
    ),
    "ssda903_reviews": (
        "SSDA903_2026_reviews.csv",
        "CHILD,DOB,REVIEW,REVIEW_CODE\nS1,27/03/2010,05/10/2025,PN1\n",
    ),
    "ssda903_placed_adoption": (
        "SSDA903_2026_placed_adoption.csv",
        "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED\n"
        "S1,27/03/2020,05/10/2025,12/10/2025,RD1\n",
    ),
    "ssd_person": (
        "ssd_person_2026-11-01.csv",
        "pers_person_id,pers_upn,pers_common_child_id,pers_dob,pers_sex,pers_ethnicity,"
        "pers_death_date\n"
        f"S1,{UPN},{NHS},2013-03-27 00:00:00.000,F,WIRT,\n",
    ),
    "ssd_linked_identifiers": (
        "ssd_linked_identifiers_2026-11-01.csv",
        "link_table_id,link_person_id,link_identifier_type,link_identifier_value,"
        f"link_valid_from_date\nL1,S1,Unique Pupil Number,{UPN},2024-09-01\n"
        "L2,S1,Case Number,77,\n",
    ),
    "ssd_address": (
        "ssd_address_2026-11-01.csv",
        "addr_table_id,addr_person_id,addr_address_json,addr_address_type,"
        "addr_address_start_date,addr_address_end_date,addr_address_postcode\n"
        "A1,S1,{},Home,2026-09-07,2026-10-05,XE1 2AB\n",
    ),
    "ssd_mother": (
        "ssd_mother_2026-11-01.csv",
        "moth_person_id,moth_childs_person_id,moth_childs_dob\nS1,S2,2026-10-05\n",
    ),
    "ssd_early_help_episodes": (
        "ssd_early_help_episodes_2026-11-01.csv",
        "earl_episode_id,earl_person_id,earl_episode_start_date,earl_episode_end_date\n"
        "E1,S1,2026-09-07,2026-10-05\n",
    ),
    "ssd_cin_episodes": (
        "ssd_cin_episodes_2026-11-01.csv",
        "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,"
        "cine_referral_source_code,cine_referral_nfa,cine_close_reason,cine_close_date\n"
        "R1,S1,2026-09-07,N1,1A,N,RC8,2026-10-05\nR2,S1,2026-10-12,N1,6,Y,,\n",
    ),
    "ssd_cin_assessments": (
        "ssd_cin_assessments_2026-11-01.csv",
        "cina_assessment_id,cina_person_id,cina_assessment_start_date,"
        "cina_assessment_child_seen,cina_assessment_auth_date\nA1,S1,2026-09-07,Y,2026-10-05\n",
    ),
    "ssd_cin_plans": (
        "ssd_cin_plans_2026-11-01.csv",
        "cinp_cin_plan_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date\n"
        "P1,S1,2026-09-07,2026-10-05\n",
    ),
    "ssd_s47_enquiry": (
        "ssd_s47_enquiry_2026-11-01.csv",
        "s47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date\n"
        "Q1,S1,2026-10-05,2026-10-05\n",
    ),
    "ssd_cp_plans": (
        "ssd_cp_plans_2026-11-01.csv",
        "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\n"
        "P1,S1,2026-09-07,2026-10-05\n",
    ),
    "ssd_cla_episodes": (
        "ssd_cla_episodes_2026-11-01.csv",
        "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,"
        "clae_cla_episode_start_reason,clae_cla_episode_ceased\n"
        "E1,S1,2026-09-07,S,2026-10-05\nE2,S1,2026-10-05,P,\n",
    ),
    "ssd_cla_placement": (
        "ssd_cla_placement_2026-11-01.csv",
        "clap_cla_placement_id,clap_person_id,clap_cla_placement_start_date,"
        "clap_cla_placement_type,clap_cla_placement_end_date\n"
        "L1,S1,2026-09-07,U4,2026-10-05\nL2,S1,2026-10-05,R5,2026-10-12\n",
    ),
    "ssd_missing": (
        "ssd_missing_2026-11-01.csv",
        "miss_table_id,miss_person_id,miss_missing_episode_start_date,"
        "miss_missing_episode_type,miss_missing_episode_end_date\n"
        "M1,S1,2026-10-05,M,2026-10-05\nM2,S1,2026-10-12,A,2026-10-13\n",
    ),
    "sen2_plans": (
        "sen2_plans_2026-11-01.csv",
        "Request Ref,SEN Ref,UPN,Forename,Surname,Date of Birth,Requested On,Decision to Assess,"
        "Decision to Assess On,Plan Decision,Plan Decision On,Plan Start,Plan Ceased On,Named URN\n"
        f"Q1,N1,{PERSON},01/06/2026,Y,15/06/2026,Plan issued,07/09/2026,07/09/2026,05/10/2026,"
        "100001\n",
    ),
    "medical_needs": (
        "medical_needs_2026-11-01.csv",
        "Case Ref,Child Ref,UPN,Forename,Surname,Date of Birth,School URN,Diagnosis Category,"
        "Evidence,Evidence Date,Case Opened,Case Closed,Provision Start,Hours a Week,"
        "As Much As Health Allows\n"
        f"M1,C1,{PERSON},100001,Physical,Appointment,01/09/2026,07/09/2026,05/10/2026,"
        "14/09/2026,5,Y\n",
    ),
    "hospital_school": (
        "hospital_school_2026-11-01.csv",
        "Hospital Learner Ref,UPN,NHS Number,Forename,Surname,Date of Birth,Admitted to Hospital,"
        f"Discharged,Hours a Week\nH1,{UPN},{NHS},Amira,O'Brien,27/03/2013,07/09/2026,05/10/2026,"
        "10\n",
    ),
    "youth_justice": (
        "youth_justice_2026-11-01.csv",
        "Intervention Ref,YJ Ref,Forename,Surname,Date of Birth,Intervention,Start,End,"
        "Released On\nI1,Y1,Amira,O'Brien,27/03/2010,Custody,07/09/2026,05/10/2026,05/10/2026\n",
    ),
    "address_checks": (
        "address_checks_2026-11-01.csv",
        "Check Ref,Child Ref,Forename,Surname,Date of Birth,Address Checked,Postcode Checked,"
        "Service,Asked On,Answered On,Result,Moved On,New Address,New Postcode\n"
        "K1,C1,Amira,O'Brien,27/03/2013,1 High St,XE1 2AB,Housing,01/10/2026,05/10/2026,"
        "Living there,,,\n",
    ),
    "post16_activity": (
        "post16_activity_2026-11-01.csv",
        "Young Person ID,Forename,Surname,Date of Birth,Activity Code,Activity Start,Review Date\n"
        "Y1,Amira,O'Brien,27/03/2009,230,07/09/2026,07/03/2027\n"
        "Y1,Amira,O'Brien,27/03/2009,619,05/10/2026,05/01/2027\n",
    ),
    "september_guarantee": (
        "september_guarantee_2026-09-30.csv",
        "Young Person ID,Forename,Surname,Date of Birth,Year Finished,Guarantee Status,Offer Date\n"
        "Y1,Amira,O'Brien,27/03/2010,11,Offer made,05/06/2026\n",
    ),
    "school_attendance_orders": (
        "school_attendance_orders_2026-11-01.csv",
        "Order Ref,EHE Ref,Notice Served On,Reply By,Order Served On,School Named URN,Revoked On\n"
        "O1,E1,01/06/2026,16/06/2026,07/09/2026,100001,05/10/2026\n",
    ),
    "home_education_visits": (
        "home_education_visits_2026-11-01.csv",
        "Visit Ref,EHE Ref,Offered On,Answer,Answered On,Visited On,Child Seen,"
        "Evidence Requested On,Evidence Received On\n"
        "V1,E1,01/09/2026,Accepted,03/09/2026,07/09/2026,Y,,\n"
        "V2,E2,01/09/2026,Declined,03/09/2026,,,07/09/2026,05/10/2026\n",
    ),
    "cme_log": (
        "cme_log_2026-11-01.csv",
        "CME Number,First Name,Family Name,D.O.B.,Post Code,Missing Since,Referral Date,"
        "Whereabouts Known?,Last Seen,CME Reason,Date Closed\n"
        "M1,Amira,O'Brien,27/03/2013,XE1 2AB,01/09/2026,07/09/2026,Y,14/09/2026,Mental health,"
        "05/10/2026\n",
    ),
    "casework": (
        "casework_2026-11-01.csv",
        "Decision Ref,Case Ref,Person ID,Decision,Holds From,Decided At,Decided By,Signed By,"
        "Taken Back At,Taken Back By,Address,Postcode,Reason\n"
        "D1,K1,7,Case opened,07/09/2026,2026-09-08T09:30:00,alex,,,,,,\n"
        "D2,K1,7,Child seen,14/09/2026,2026-09-14T16:00:00,alex,,,,,,\n"
        "D3,K1,7,Case closed,05/10/2026,2026-10-05T12:00:00,alex,sam,,,,,\n",
    ),
    "referral": (
        "referrals_2026-11-01.csv",
        "Referral Ref,Forename,Surname,Date of Birth,Born As Told,Sex,UPN,Address,Postcode,"
        "Last School,Told By,Told On,Taken By\n"
        f"R000001,Amira,O'Brien,27/03/2013,27 March 2013,F,{UPN},1 High Street,XE1 1AA,,"
        "Her aunt,07/09/2026,alex\n",
    ),
}
"""The file's name and its text."""
