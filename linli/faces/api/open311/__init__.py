"""Open311 GeoReport v2 at /open311/v2/: XML and JSON, chosen by the suffix.

What everybody may see is what the portal shows: kind, community, unit, stage, days. A partner that sends its
``api_key`` also sees what it reported itself, whole. Anything else is not there (404).
Source: Open311 GeoReport v2 (frozen 2011), its service discovery and its conversion between XML and JSON.
"""
