"""The jobs that several test modules look at."""

from __future__ import annotations

from workshop import HYBRID, KEPT, LEGACY, MIGRATED, NEWEST, application, session

APPLICATION = {tree: application(tree) for tree in (LEGACY, MIGRATED)}
EXTERNAL = {tree: application(tree, external=True) for tree in (LEGACY, HYBRID, MIGRATED)}
PLAIN = {tree: session("plain", tree) for tree in (LEGACY, MIGRATED, KEPT)}
GUARDED = {tree: session("guarded", tree) for tree in (LEGACY, MIGRATED)}
GUARDED_NEWEST = {tree: session("guarded", tree, NEWEST) for tree in (LEGACY, MIGRATED)}
LIBRARY = {tree: session("library", tree) for tree in (LEGACY, MIGRATED)}
