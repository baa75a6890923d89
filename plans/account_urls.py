"""Sign-in addresses: allauth's views under Norwegian names; sign-up is not among them."""

from allauth.account import views
from django.urls import path, re_path

from plans.authentication import SignInView
from plans.views.account import my_account, stop_mail

urlpatterns = [
    path("", my_account, name="my_account"),
    path("e-post/av/<str:token>/", stop_mail, name="stop_mail"),
    path("logg-inn/", SignInView.as_view(), name="account_login"),
    path("logg-ut/", views.logout, name="account_logout"),
    path("passord/", views.password_change, name="account_change_password"),
    path("glemt-passord/", views.password_reset, name="account_reset_password"),
    path("glemt-passord/sendt/", views.password_reset_done, name="account_reset_password_done"),
    # The key itself holds hyphens, so only a pattern can tell where it begins.
    re_path(
        r"^glemt-passord/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "glemt-passord/ferdig/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sperret/", views.account_inactive, name="account_inactive"),
    path("bekreft/", views.reauthenticate, name="account_reauthenticate"),
]
