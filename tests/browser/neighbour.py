"""Further counties in the room, only just founded: `python -m tests.browser.neighbour CODE NAME USER`.

It prints the password. Their offices walk the first steps of a year, which the sample county has behind it.
"""

import secrets
import sys

import django


def found(code: str, name: str, username: str) -> str:
    """Make the county and its office's account; give the account's password."""
    from cadres.access.models import Assignment, Role
    from cadres.accounts.models import User
    from cadres.counties.models import County

    county = County.objects.create(code=code, name=name, department=f"{name}委组织部")
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(username, password=password, county=county, display_name=f"{name} 考评办")
    Assignment.objects.create(user=user, role=Role.OFFICE)
    return password


if __name__ == "__main__":
    django.setup()
    print(found(*sys.argv[1:]))
