from django.urls import path

from cadres.administrators import views

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/open/", views.open_account, name="account-open"),
    path("accounts/<int:account_id>/", views.account, name="account"),
    path("accounts/<int:account_id>/change/", views.change, name="account-change"),
    path("accounts/<int:account_id>/reset/", views.reset, name="account-reset"),
    path("accounts/<int:account_id>/give/", views.give, name="role-give"),
    path("roles/<int:assignment_id>/take/", views.take, name="role-take"),
    path("role-changes/", views.role_changes, name="role-changes"),
    path("role-changes/<int:change_id>/", views.decide, name="role-decide"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/revoke/", views.revoke_token, name="token-revoke"),
    path("who-sees/", views.who, name="who-sees"),
]
