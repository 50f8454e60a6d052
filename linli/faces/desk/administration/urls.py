from django.urls import path

from linli.faces.desk.administration import accounts, log, system

urlpatterns = [
    path("system/", system.overview, name="system"),
    path("system/catalogue/", system.rows, name="system-catalogue"),
    path("system/rules/", system.rules, name="system-rules"),
    path("system/rules/<int:rule_id>/try/", system.try_switch, name="system-rule-try"),
    path("system/rules/<int:rule_id>/switch/", system.switch, name="system-rule-switch"),
    path("posts/", accounts.accounts, name="posts"),
    path("posts/new/", accounts.new, name="account-new"),
    path("posts/<int:person_id>/", accounts.account, name="account"),
    path("posts/<int:person_id>/appoint/", accounts.appoint, name="account-appoint"),
    path("posts/<int:person_id>/end/<int:post_id>/", accounts.end_post, name="account-end-post"),
    path("posts/<int:person_id>/switch/", accounts.switch, name="account-switch"),
    path("posts/<int:person_id>/second-factor/", accounts.reset_second_factor, name="account-second-factor"),
    path("posts/<int:person_id>/password/", accounts.reset_password, name="account-password"),
    path("log/", log.entries, name="log"),
    path("log/verify/", log.verify, name="log-verify"),
]
