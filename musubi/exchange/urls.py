from musubi.entries.views import addresses
from musubi.exchange import listings, views
from musubi.exchange.models import Need, Solution
from musubi.matching.views import tie_addresses

urlpatterns = [
    *addresses(Need, listing=listings.NEEDS, detail=views.need),
    *addresses(Solution, listing=listings.SOLUTIONS, detail=views.solution),
    *tie_addresses(Need),
    *tie_addresses(Solution),
]
