"""Django's password hasher with few rounds. What the program itself uses is seen by the tests in a real browser."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class FewRounds(PBKDF2PasswordHasher):
    """The same format and steps: a million rounds for each of a test's passwords would only show patience."""

    iterations = 10
