from django.db import models


class LargeJSONField(models.JSONField):
    """JSON that may be long.

    Where PostgreSQL takes many rows at once, Django sends each column as one array, and writing
    long texts into an array took half the time of a load. A field with a placeholder of its own
    is sent row by row instead.
    """

    def get_placeholder(self, value, compiler, connection):
        return "%s"

    def deconstruct(self):  # to migrations it is Django's own: the columns are the same
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
