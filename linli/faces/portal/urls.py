from django.urls import path

from linli.faces.portal import activities, circle, circulars, duties, facilities, gifts, lists, menu, pledges, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("map/", views.map_, name="map"),
    path("map/communities.json", views.shapes, name="shapes"),
    path("matters.csv", views.as_csv, name="csv"),
    path("matters.json", views.as_json, name="json"),
    path("matters/<str:number>/", views.matter, name="matter"),
    path("duties/", duties.lists, name="duties"),
    path("duties.csv", duties.as_csv, name="duties-csv"),
    path("admissions/", duties.admissions, name="admissions"),
    path("admissions/<int:admission_id>/", duties.admission, name="admission"),
    path("circulars/", circulars.circulars, name="circulars"),
    path("circulars/<str:period>/<int:version>/", circulars.circular, name="circular"),
    path("circulars/<str:period>/<int:version>/circular.docx", circulars.as_document, name="circular-document"),
    path("circulars/<str:period>/<int:version>/circular.csv", circulars.as_csv, name="circular-csv"),
    path("circulars/<str:period>/<int:version>/circular.json", circulars.as_json, name="circular-json"),
    path("activities/", activities.activities, name="activities"),
    path("activities/<int:activity_id>/", activities.activity, name="activity"),
    path("facilities/", facilities.facilities, name="facilities"),
    path("facilities.csv", facilities.as_csv, name="facilities-csv"),
    path("facilities.json", facilities.as_hsds, name="facilities-hsds"),
    path("facilities/<int:pk>/", facilities.facility, name="facility"),
    path("facilities/<int:pk>/closed/", facilities.closed, name="facility-closed"),
    path("services/", menu.menu, name="menu"),
    path("services/<slug:service_code>/", menu.service, name="service"),
    path("pledges/", pledges.pledges, name="pledges"),
    path("lists/", lists.lists, name="lists"),
    path("lists/promised/", lists.promised, name="promised"),
    path("gifts/", gifts.funds, name="funds"),
    path("gifts/<int:fund_id>/", gifts.fund, name="fund"),
    path("circle/", circle.circle, name="circle"),
    path("definitions/", views.definitions, name="definitions"),
]
