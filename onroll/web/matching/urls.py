from django.urls import path

from onroll.web.matching import history, referrals, taking, views

urlpatterns = [
    path("matches/", views.matches, name="matches"),
    path("matches/decided/", history.decided, name="decided"),
    path("matches/decided/<int:number>/", history.decision, name="decision"),
    path("matches/decided/<int:number>/take-back/", history.take_back, name="take_back"),
    path("referrals/", taking.referrals_taken, name="referrals"),
    path("referrals/new/", referrals.new_referral, name="new_referral"),
    path("referrals/new/matches/", referrals.referral_matches, name="referral_matches"),
    path("referrals/new/child/", taking.referral_child, name="referral_child"),
    path("referrals/new/check/", taking.referral_check, name="referral_check"),
    path("matches/<slug:a>/<slug:b>/", views.compare, name="compare"),
]
