from django.urls import path

from onroll.web.telling_us import (
    door_views,
    gap_file_views,
    monthly_taken_in,
    monthly_views,
    our_school,
    taking_in_views,
    views,
    weekly_taken_in,
    weekly_views,
)

urlpatterns = [
    path("tell-us/", views.tell_us, name="tell_us"),
    path("tell-us/without-signing-in/", door_views.door, name="door"),
    path("tell-us/without-signing-in/code/", door_views.door_code, name="door_code"),
    path("tell-us/leave/", door_views.leave, name="leave_door"),
    path("tell-us/sent/", views.everything_sent, name="everything_sent"),
    path("tell-us/sent/<slug:ref>/", views.receipt, name="receipt"),
    path("tell-us/monthly/", monthly_views.monthly_return, name="monthly_return"),
    path(
        "tell-us/monthly/begun/<slug:token>/check/",
        monthly_views.monthly_check,
        name="monthly_check",
    ),
    path("tell-us/monthly/begun/<slug:token>/gap-file/", gap_file_views.gap_file, name="gap_file"),
    path(
        "tell-us/monthly/begun/<slug:token>/gap-file/problems/",
        gap_file_views.gap_file_problems,
        name="gap_file_problems",
    ),
    path(
        "tell-us/monthly/begun/<slug:token>/<slug:reference>/",
        monthly_views.monthly_pupil,
        name="monthly_pupil",
    ),
    path("tell-us/monthly/<slug:ref>/", monthly_views.monthly_receipt, name="monthly_receipt"),
    path("tell-us/weekly-hours/", weekly_views.weekly_hours, name="weekly_hours"),
    path(
        "tell-us/weekly-hours/begun/<slug:token>/check/",
        weekly_views.weekly_hours_check,
        name="weekly_hours_check",
    ),
    path(
        "tell-us/weekly-hours/begun/<slug:token>/<slug:reference>/",
        weekly_views.weekly_hours_left,
        name="weekly_hours_left",
    ),
    path(
        "tell-us/weekly-hours/<slug:ref>/",
        weekly_views.weekly_hours_receipt,
        name="weekly_hours_receipt",
    ),
    path("tell-us/begun/<slug:token>/check/", views.check_form, name="check_form"),
    path("tell-us/begun/<slug:token>/<slug:page>/", views.form_page, name="form_page"),
    path("tell-us/<slug:key>/", views.before_form, name="before_form"),
    path("our-school/", our_school.our_school, name="our_school"),
    path("told-us/", taking_in_views.told_us, name="told_us"),
    path("told-us/monthly/", monthly_taken_in.monthly_returns, name="monthly_returns"),
    path("told-us/monthly/<int:number>/", monthly_taken_in.one_return, name="one_return"),
    path("told-us/weekly-hours/", weekly_taken_in.weekly_hours_told, name="weekly_hours_told"),
    path("told-us/weekly-hours/<int:number>/", weekly_taken_in.one_week, name="one_week"),
    path("told-us/<int:number>/", taking_in_views.told_form, name="told_form"),
]
