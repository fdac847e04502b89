"""A second county in the room, that has only been founded: `python -m tests.browser.neighbour` prints its password.

Its office walks the first steps of a year, which the sample county has behind it.
"""

import secrets

import django

USERNAME = "linqi"


def found() -> str:
    """Make the county and its office's account; give the account's password."""
    from cadres.access.models import Assignment, Role
    from cadres.accounts.models import User
    from cadres.counties.models import County

    county = County.objects.create(code="990102", name="邻旗", department="邻旗委组织部")
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(USERNAME, password=password, county=county, display_name="邻旗 考评办")
    Assignment.objects.create(user=user, role=Role.OFFICE)
    return password


if __name__ == "__main__":
    django.setup()
    print(found())
