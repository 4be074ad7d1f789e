from musubi.entries.views import addresses
from musubi.programme import listings, views
from musubi.programme.models import Project

urlpatterns = addresses(Project, listing=listings.PROJECTS, detail=views.project)
