from django.urls import path

from onroll.web.people import allocating_views, roles_views, teams_views, views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/people.csv", views.people_file, name="people_file"),
    path("people/new/", views.new_person, name="new_person"),
    path("people/<int:number>/", views.person, name="person"),
    path("people/<int:number>/link/", views.new_link, name="new_link"),
    path("people/<int:number>/give/", roles_views.give_role, name="give_role"),
    path("people/<int:number>/roles/<int:held>/end/", roles_views.end_role, name="end_role"),
    path("people/<int:number>/close/", roles_views.close_account, name="close_account"),
    path("people/<int:number>/open/", roles_views.open_account, name="open_account"),
    path("people/asked/<int:number>/", roles_views.role_asked, name="role_asked"),
    path("teams/", teams_views.teams, name="teams"),
    path("teams/new/", teams_views.team, name="new_team"),
    path("teams/<int:number>/", teams_views.team, name="team"),
    path("teams/<int:number>/retire/", teams_views.retire_team, name="retire_team"),
    path(
        "children/<slug:reference>/who-works-with/",
        allocating_views.who_works_with,
        name="who_works_with",
    ),
    path(
        "children/<slug:reference>/who-works-with/<int:number>/end/",
        allocating_views.end_works_with,
        name="end_works_with",
    ),
]
