from django.urls import path

from linli.faces.desk.reporting import home, lists, member, tasks, units

urlpatterns = [
    path("report-ins/", lists.members, name="report-ins"),
    path("report-ins/<int:report_in_id>/", member.member, name="report-in"),
    path("report-ins/<int:report_in_id>/decide/", member.decide, name="report-in-decide"),
    path("report-ins/<int:report_in_id>/name/", member.reveal, name="report-in-name"),
    path("report-ins/due/", lists.due, name="comments-due"),
    path("report-ins/tasks/", tasks.tasks, name="report-tasks"),
    path("report-ins/tasks/<int:posted_id>/close/", tasks.close, name="report-task-close"),
    path("report-ins/deeds/", tasks.deeds, name="deeds"),
    path("report-ins/deeds/<int:deed_id>/", tasks.deed, name="deed"),
    path("report-ins/units/", units.units, name="report-units"),
    path("report-ins/units/<int:unit_report_id>/", units.unit, name="report-unit"),
    path("report-ins/teams/", units.teams, name="report-teams"),
    path("report-ins/teams/<int:riders_id>/end/", units.end_team, name="report-team-end"),
    path("report-ins/pledges/", units.pledges, name="pledges"),
    path("report-ins/pledges/<int:pledge_id>/", units.pledge, name="pledge"),
    path("members/", home.members, name="members"),
    path("members/<int:report_in_id>/", home.member, name="member"),
    path("members/<int:report_in_id>/name/", home.reveal, name="member-name"),
    path("members/<int:report_in_id>/not-ours/", home.disown, name="member-disown"),
    path("unit/report-in/", home.unit, name="unit-report-in"),
    path("unit/report-in/<int:unit_report_id>/end/", home.end, name="unit-report-end"),
]
