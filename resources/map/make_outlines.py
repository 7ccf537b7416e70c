#!/usr/bin/env python3
"""Makes countries.txt, the outlines of the world map, from world-atlas' TopoJSON (see README.md).

    make_outlines.py package/countries-50m.json > countries.txt

Borders that two countries share are one arc in TopoJSON; arcs are simplified, so that neighbours still meet.
"""
import heapq
import json
import math
import sys

ISO_CODES = "/usr/share/iso-codes/json/iso_3166-1.json"  # Debian's iso-codes
WIDTH = 4000                # of the whole map, in its own units
SOUTHERNMOST = -57          # Antarctica is left out
LEAST_TRIANGLE = 2.2        # of a point with its neighbours, in square units: smaller ones are dropped (Visvalingam and Whyatt 1993)
LEAST_ISLAND = 5.0          # smaller ones are dropped, but for a country's largest


def projected(longitude, latitude):
    """The Natural Earth projection (Šavrič, Jenny, Patterson, Petrovič, Hurni 2011): all of the world, no pole blown up."""
    x, y = math.radians(longitude), math.radians(latitude)
    y2 = y * y
    y4 = y2 * y2
    return (x * (0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4))),
            y * (1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4))))


SCALE = WIDTH / (2 * projected(180, 0)[0])
TOP = projected(0, 84)[1]


def on_map(longitude, latitude):
    x, y = projected(longitude, latitude)
    return (x * SCALE + WIDTH / 2, (TOP - y) * SCALE)


def area(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def unwrapped(points, start=None):
    """Longitudes that go on where they would jump from 180 to -180."""
    out = []
    for longitude, latitude in points:
        last = out[-1][0] if out else start
        if last is not None:
            longitude += 360 * round((last - longitude) / 360)
        out.append((longitude, latitude))
    return out


def simplified(places):
    """Without the points that make the smallest triangles with their neighbours; the ends stay."""
    if len(places) < 3:
        return places
    points = [on_map(*place) for place in places]
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    alive = [True] * len(points)
    queue = [(area(points[i - 1], points[i], points[i + 1]), i) for i in range(1, len(points) - 1)]
    heapq.heapify(queue)
    current = {i: size for size, i in queue}
    while queue:
        size, i = heapq.heappop(queue)
        if not alive[i] or current[i] != size:
            continue
        if size > LEAST_TRIANGLE:
            break
        alive[i] = False
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < len(points) - 1:
                current[j] = max(size, area(points[before[j]], points[j], points[after[j]]))
                heapq.heappush(queue, (current[j], j))
    return [place for place, stays in zip(places, alive) if stays]


def arcs_of(topology):
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        exact = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            exact.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        yield exact


def clipped(ring, edge, inside):
    """The part of a ring on one side of a meridian (Sutherland and Hodgman 1974)."""
    out = []
    for a, b in zip(ring, ring[1:] + ring[:1]):
        if inside(a[0]):
            out.append(a)
        if inside(a[0]) != inside(b[0]):
            share = (edge - a[0]) / (b[0] - a[0])
            out.append((edge, a[1] + (b[1] - a[1]) * share))
    return out


def rings_of(references, arcs):
    """A ring on the map; two where it crosses the 180th meridian."""
    ring = []
    for reference in references:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        arc = unwrapped(arc, ring[-1][0] if ring else None)
        ring += arc[1:] if ring else arc
    for turn in (-360, 0, 360):
        part = [(longitude + turn, latitude) for longitude, latitude in ring]
        part = clipped(part, 180, lambda longitude: longitude <= 180)
        part = clipped(part, -180, lambda longitude: longitude >= -180) if part else part
        rounded = [tuple(map(round, on_map(*place))) for place in part]
        rounded = [point for i, point in enumerate(rounded) if i == 0 or point != rounded[i - 1]]
        if rounded:
            yield rounded


def signed_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def centre_of(ring):
    """Of gravity; of a ring that is all but a point, its first corner."""
    whole = signed_area(ring)
    if abs(whole) < 1:
        return ring[0]
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:] + ring[:1])) / (6 * whole)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:] + ring[:1])) / (6 * whole)
    return (round(x), round(y))


def written(ring):
    """The first corner, then steps."""
    steps = [ring[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in zip(ring, ring[1:])]
    return " ".join(f"{x},{y}" for x, y in steps)


def main(file):
    alpha2 = {row["numeric"]: row["alpha_2"] for row in json.load(open(ISO_CODES, encoding="utf-8"))["3166-1"]}
    topology = json.load(open(file, encoding="utf-8"))
    exact = list(arcs_of(topology))
    arcs = [simplified(unwrapped(arc)) for arc in exact]
    height = round(on_map(0, SOUTHERNMOST)[1])
    print("# Outlines of countries: code (-: of none), a point within, rings apart by \"|\": a corner, then steps. Made by make_outlines.py.")
    print(f"size\t{WIDTH},{height}")
    seen = set()  # Australia's reefs come once more under its code
    for country in topology["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = "XK" if name == "Kosovo" else alpha2.get(country.get("id"), "-")
        if code == "AQ" or code in seen or not country.get("arcs"):
            continue
        seen.add(code if code != "-" else None)
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = [part for polygon in polygons for ring in polygon for part in rings_of(ring, arcs)]
        rings = [ring for ring in rings if all(y <= height for _, y in ring)] or rings
        rings.sort(key=lambda ring: -abs(signed_area(ring)))
        kept = rings[:1] + [ring for ring in rings[1:] if abs(signed_area(ring)) >= LEAST_ISLAND and len(ring) > 3]
        print(code, "{},{}".format(*centre_of(kept[0])), "|".join(written(ring) for ring in kept), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
