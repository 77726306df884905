/// Reads a list that comes in pages.
package enum Pages {
    /// One page: its items, and where the next one is.
    package struct Page<Item: Sendable, Cursor: Sendable & Hashable>: Sendable {
        package let items: [Item]
        package let next: Cursor?

        package init(_ items: [Item], next: Cursor?) {
            self.items = items
            self.next = next
        }
    }

    /// All items, page after page; a server that sends the same cursor twice ends the list.
    package static func all<Item: Sendable, Cursor: Sendable & Hashable, E: Error>(
        from first: Cursor, _ read: (Cursor) async throws(E) -> Page<Item, Cursor>
    ) async throws(E) -> [Item] {
        var items: [Item] = []
        var seen: Set<Cursor> = []
        var cursor: Cursor? = first
        while let current = cursor, seen.insert(current).inserted {
            let page = try await read(current)
            items += page.items
            cursor = page.next
        }
        return items
    }
}
