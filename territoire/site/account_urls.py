"""Addresses of accounts: allauth's own pages, under French addresses and allauth's own names."""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.views import signup as first_sign_in
from django.urls import path, re_path

from territoire.accounts import views as account_views
from territoire.accounts.oidc import views as oidc

urlpatterns = [
    path("connexion/", views.login, name="account_login"),
    path("connexion/confirmer/", views.reauthenticate, name="account_reauthenticate"),
    path("connexion/code/", mfa.authenticate, name="mfa_authenticate"),
    path("connexion/code/confirmer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("connexion/cle/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("connexion/cle/confirmer/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("connexion/fournisseur/", oidc.start, name="openid_connect_login"),
    path("connexion/fournisseur/retour/", oidc.come_back, name="openid_connect_callback"),
    path("connexion/fournisseur/adresse/", first_sign_in, name="socialaccount_signup"),
    path("compte/fournisseur/", oidc.accounts, name="socialaccount_connections"),
    path("compte/fournisseur/relier/", oidc.link, name="openid_connect_link"),
    path("compte/fournisseur/<int:pk>/delier/", oidc.unlink, name="openid_connect_unlink"),
    path("deconnexion/", oidc.sign_out, name="account_logout"),
    path("inscription/", views.signup, name="account_signup"),
    path("compte/inactif/", views.account_inactive, name="account_inactive"),
    path("compte/adresse/", account_views.asking_the_provider(views.email), name="account_email"),
    path("compte/adresse/confirmer/", views.email_verification_sent, name="account_email_verification_sent"),
    re_path(
        r"^compte/adresse/confirmer/(?P<key>[-:\w]+)/$",
        account_views.telling_refusals(views.confirm_email),
        name="account_confirm_email",
    ),
    path("compte/sessions/", account_views.sessions, name="usersessions_list"),
    path("compte/sessions/<int:pk>/terminer/", account_views.end_session, name="usersessions_end"),
    path("compte/securite/", mfa.index, name="mfa_index"),
    path(
        "compte/securite/application/",
        account_views.asking_the_provider(account_views.ending_other_sessions(totp.activate_totp)),
        name="mfa_activate_totp",
    ),
    path("compte/securite/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "compte/securite/codes-de-secours/",
        account_views.recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "compte/securite/codes-de-secours/nouveaux/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "compte/securite/codes-de-secours/telecharger/",
        account_views.recovery_codes_file,
        name="mfa_download_recovery_codes",
    ),
    path("compte/securite/cles/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path(
        "compte/securite/cles/ajouter/",
        account_views.asking_the_provider(account_views.ending_other_sessions(webauthn.add_webauthn)),
        name="mfa_add_webauthn",
    ),
    path("compte/securite/cles/<int:pk>/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("compte/securite/cles/<int:pk>/retirer/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("mot-de-passe/changer/", views.password_change, name="account_change_password"),
    path(
        "mot-de-passe/choisir/",
        account_views.asking_the_provider(views.password_set),
        name="account_set_password",
    ),
    path("mot-de-passe/oublie/", views.password_reset, name="account_reset_password"),
    path("mot-de-passe/oublie/envoye/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account_views.telling_refusals(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/nouveau/fait/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
