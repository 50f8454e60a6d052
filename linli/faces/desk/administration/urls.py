from django.urls import path

from linli.faces.desk.administration import accounts, days, handing, loading, log, phones, promises, routing, system

urlpatterns = [
    path("system/", system.overview, name="system"),
    path("system/days/", days.days, name="system-days"),
    path("system/catalogue/", promises.rows, name="system-catalogue"),
    path("system/catalogue/<int:kind_id>/", promises.row, name="system-row"),
    path("system/rules/", routing.rules, name="system-rules"),
    path("system/rules/new/", routing.new, name="system-rule-new"),
    path("system/rules/<int:rule_id>/try/", routing.try_switch, name="system-rule-try"),
    path("system/rules/<int:rule_id>/switch/", routing.switch, name="system-rule-switch"),
    path("system/rules/<int:rule_id>/end/", routing.end, name="system-rule-end"),
    path("posts/", accounts.accounts, name="posts"),
    path("posts/phones/", phones.phones, name="phones"),
    path("posts/phones/<int:pk>/revoke/", phones.revoke, name="phone-revoke"),
    path("posts/left/", handing.left, name="left"),
    path("posts/left/<int:person_id>/", handing.hand_on, name="left-hand-on"),
    path("posts/units/<int:unit_id>/", handing.unit, name="posts-unit"),
    path("posts/load/", loading.load, name="posts-load"),
    path("posts/organisations.csv", loading.tree, name="tree-csv"),
    path("posts/posts.csv", loading.posts, name="posts-csv"),
    path("posts/new/", accounts.new, name="account-new"),
    path("posts/<int:person_id>/", accounts.account, name="account"),
    path("posts/<int:person_id>/appoint/", accounts.appoint, name="account-appoint"),
    path("posts/<int:person_id>/end/<int:post_id>/", accounts.end_post, name="account-end-post"),
    path("posts/<int:person_id>/hand-over/<int:post_id>/", handing.hand_over, name="account-hand-over"),
    path("posts/<int:person_id>/switch/", accounts.switch, name="account-switch"),
    path("posts/<int:person_id>/second-factor/", accounts.reset_second_factor, name="account-second-factor"),
    path("posts/<int:person_id>/password/", accounts.reset_password, name="account-password"),
    path("log/", log.entries, name="log"),
    path("log/verify/", log.verify, name="log-verify"),
]
