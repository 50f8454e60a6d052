from django.urls import path

from linli.faces.resident.points import stars, thanks, wallet

urlpatterns = [
    path("", wallet.points, name="points"),
    path("open/", wallet.open_wallet, name="points-open"),
    path("close/", wallet.close, name="points-close"),
    path("thanks/", thanks.thanks, name="thanks"),
    path("thanks/near/", thanks.near, name="thanks-near"),
    path("thanks/<int:offer_id>/take/", thanks.take, name="thanks-take"),
    path("thanks/causes/<int:for_id>/", thanks.give, name="points-give"),
    path("codes/", thanks.codes, name="codes"),
    path("codes/<int:code_id>/", thanks.code, name="code"),
    path("codes/<int:code_id>/give-up/", thanks.give_up, name="code-give-up"),
    path("stars/", stars.stars, name="stars"),
    path("stars/found/", stars.found, name="stars-found"),
    path("stars/invite/", stars.invite, name="stars-invite"),
    path("stars/join/", stars.join, name="stars-join"),
    path("stars/leave/", stars.leave, name="stars-leave"),
    path("stars/go-on/", stars.go_on, name="stars-go-on"),
    path("stars/tasks/<int:task_id>/", stars.task, name="stars-task"),
]
