from django.urls import path

from onroll.web.feeds import history, loading, sending, views

urlpatterns = [
    path("", views.feeds, name="feeds"),
    path("load/", sending.send, name="send"),
    path("loads/", history.all_loads, name="loads"),
    path("files/<slug:token>/", loading.staged, name="staged"),
    path("files/<slug:token>/columns/", loading.which_column, name="which_column"),
    path("files/<slug:token>/faults/<int:number>/", loading.rows_with_faults, name="faults"),
    path("files/<slug:token>/fix-file/", loading.staged_fix_file, name="staged_fix_file"),
    path("files/<slug:token>/load/", loading.commit, name="commit"),
    path("files/<slug:token>/put-aside/", loading.put_aside, name="put_aside"),
    path("<slug:key>/", views.one_feed, name="feed"),
    path("<slug:key>/schools/", views.quiet_schools, name="quiet_schools"),
    path("<slug:key>/columns/", views.columns, name="feed_columns"),
    path("<slug:key>/template.<slug:ending>", views.template, name="feed_template"),
    path("<slug:key>/loads/", history.loads_of_feed, name="feed_loads"),
    path("<slug:key>/loads/<slug:load_id>/", history.one_load, name="load"),
    path("<slug:key>/loads/<slug:load_id>/undo/", history.undo_load, name="undo"),
    path("<slug:key>/loads/<slug:load_id>/withdraw/", history.withdraw_load, name="withdraw"),
    path("<slug:key>/loads/<slug:load_id>/put-back/", history.put_load_back, name="put_back"),
    path("<slug:key>/loads/<slug:load_id>/fix-file/", history.load_fix_file, name="load_fix_file"),
]
