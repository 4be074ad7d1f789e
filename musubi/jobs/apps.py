from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "musubi.jobs"

    def ready(self):
        autodiscover_modules("tasks")  # each app's handlers register themselves
