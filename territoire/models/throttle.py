"""How often each account or address asked for what is limited (see `territoire.throttling`)."""

from django.db import connection, models

# One statement, so that several processes count together: the first of a window opens it, the others add to it.
_COUNT = """
INSERT INTO territoire_throttlewindow AS known (key, count, ends_at)
VALUES (%(key)s, 1, clock_timestamp() + make_interval(secs => %(seconds)s))
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN known.ends_at <= clock_timestamp() THEN 1 ELSE known.count + 1 END,
    ends_at = CASE WHEN known.ends_at <= clock_timestamp() THEN excluded.ends_at ELSE known.ends_at END
RETURNING count, extract(epoch FROM ends_at - clock_timestamp())
"""


class ThrottleWindow(models.Model):
    """Requests counted since a window opened; its table is unlogged: a crash may forget it."""

    key = models.CharField(max_length=64, primary_key=True, help_text="A keyed hash: it names nobody.")
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class PersonalData:
        """Nothing leads back to somebody without the secret key; the daily pass of retention forgets what is over."""

        erase = {}
        keep = {"key", "count", "ends_at"}

    def __str__(self) -> str:
        return self.key

    @staticmethod
    def add_one(key: str, seconds: int) -> tuple[int, float]:
        """Count one more request; return how many in this window, and the seconds until it ends."""
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, {"key": key, "seconds": seconds})
            count, left = cursor.fetchone()
        return count, float(left)
