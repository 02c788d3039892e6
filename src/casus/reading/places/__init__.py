"""Where: the places that a report names, what each does in its sentence, and where each is.

    from casus.reading import places

    for mention in places.read("Gunmen attacked a village near Konduga in Borno state."):
        print(mention.place.names, mention.place.lat, mention.place.lon, mention.role)

A place is an area with a reason; several candidates stay with their scores; a name that is not in the
gazetteer is a place without coordinates. `docs/places.md` has the conventions.
"""

from __future__ import annotations

from casus.reading.places.reading import PlaceMention, Role, lookup, read

__all__ = ["PlaceMention", "Role", "lookup", "read"]
