"""Tables of places: the land from county to door, and the facilities that stand on it."""

from linli.places.models.allotments import Allocation, AllocationQuerySet, Allotment, AllotmentSort
from linli.places.models.crises import AssetSort, Crisis, MusterAsset
from linli.places.models.facilities import (
    ChangedDay,
    DoorNote,
    Facility,
    FacilityKind,
    Offering,
    OfferingSort,
    Opening,
    Wheelchair,
)
from linli.places.models.land import (
    Building,
    Division,
    DivisionQuerySet,
    Dwelling,
    Estate,
    EstateForm,
    EstateFormRow,
    Grid,
    GridKind,
    GridQuerySet,
    Zone,
    ZoneKind,
)

__all__ = [
    "Allocation",
    "AllocationQuerySet",
    "Allotment",
    "AllotmentSort",
    "AssetSort",
    "Building",
    "ChangedDay",
    "Crisis",
    "Division",
    "DivisionQuerySet",
    "DoorNote",
    "Dwelling",
    "Estate",
    "EstateForm",
    "EstateFormRow",
    "Facility",
    "FacilityKind",
    "Grid",
    "GridKind",
    "GridQuerySet",
    "MusterAsset",
    "Offering",
    "OfferingSort",
    "Opening",
    "Wheelchair",
    "Zone",
    "ZoneKind",
]
