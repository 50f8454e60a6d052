from django.urls import include, path

from linli.faces.resident import facilities, family, follow, home, mine, news, offline, report, share

app_name = "resident"
urlpatterns = [
    path("", home.home, name="home"),
    path("call/", home.call, name="call"),
    path("permissions/", home.permissions, name="permissions"),
    path("report/", report.report, name="report"),
    path("waiting/", offline.waiting, name="waiting"),
    path("offline/", offline.offline, name="offline"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("receipt/<str:number>/", report.receipt, name="receipt"),
    path("follow/", follow.find, name="find"),
    path("follow/<str:number>/", follow.follow_one, name="follow"),
    path("follow/<str:number>/rate/", follow.rate, name="rate"),
    path("follow/<str:number>/urge/", follow.urge, name="urge"),
    path("follow/<str:number>/withdraw/", follow.withdraw, name="withdraw"),
    path("follow/<str:number>/looks/", follow.looks, name="looks-at"),
    path("shared/<str:number>/<str:code>/", share.shared, name="shared"),
    path("facilities/", facilities.facilities, name="facilities"),
    path("facilities/<int:pk>/", facilities.facility, name="facility"),
    path("facilities/<int:pk>/closed/", facilities.closed, name="facility-closed"),
    path("news/", news.inbox, name="news"),
    path("news/seen/", news.seen, name="news-seen"),
    path("mine/", mine.matters, name="mine"),
    path("mine/looks/", mine.looks, name="looks"),
    path("mine/family/", family.family, name="family"),
    path("mine/family/invite/", family.invite, name="family-invite"),
    path("mine/family/begin/", family.begin, name="family-begin"),
    path("mine/family/end/", family.end, name="family-end"),
    path("points/", include("linli.faces.resident.points.urls")),
    path("mine/data/", mine.data, name="data"),
    path("mine/data/agree/", mine.agree, name="agree"),
    path("mine/data/withdraw/", mine.withdraw_consent, name="withdraw-consent"),
    path("mine/data/close/", mine.close_account, name="close-account"),
]
