#!/bin/sh
# Writes Types/CatalogText.swift: every file of catalog/ as a static string (`make catalog`).
set -eu
cd "$(dirname "$0")"
{
    echo "// Generated from catalog/ by embed-catalog.sh (\`make catalog\`). Do not edit."
    echo
    echo "/// The files of \`catalog/\`, inside the program: a relocated binary needs nothing beside it, and nothing is read before"
    echo "/// it is asked for (docs/decisions/0501-embedded-catalog.md)."
    echo "enum CatalogText {"
    echo "    static let files: [(name: String, text: StaticString)] = ["
    for file in catalog/*.yaml; do
        name=$(sed -n 's/^name: //p' "$file" | head -n 1)
        echo "        (\"$name\", $(echo "$name" | tr '.' '_')),"
    done
    echo "    ]"
    for file in catalog/*.yaml; do
        name=$(sed -n 's/^name: //p' "$file" | head -n 1)
        echo
        echo "    private static let $(echo "$name" | tr '.' '_'): StaticString = ##\"\"\""
        sed 's/^./        &/' "$file"
        echo "        \"\"\"##"
    done
    echo "}"
} > Types/CatalogText.swift
