internal import MartletModel

extension ProviderConformance {
    private var isStateOnly: Bool { provider.schema(of: subject.type)?.isStateOnly ?? false }

    func bodiesAreValid() throws {
        guard provider.schema(of: subject.type) != nil else {
            throw failure("The provider has no schema for the type.")
        }
        for body in [subject.body, subject.updated, subject.replacing].compactMap({ $0 }) {
            if let problem = provider.problems(in: body, of: subject.type).first(where: { !$0.isWarning }) {
                throw failure("A body is refused: \(problem.path): \(problem.message)")
            }
        }
    }

    func readsBackWhatItCreates() async throws {
        try await withObject { record, object in
            guard !isStateOnly else { return }
            let read = try await read(record)
            guard case .present(let live) = read else { throw failure("A created object is not there.") }
            try require(live.identity == object.identity, "It is read under another identity: \(live.identity).")
            try require(live.lineage == object.lineage, "It is read with another lineage.")
            if live.canCarryMarker { try require(live.marker == context.marker, "It does not carry the marker.") }
        }
    }

    func findsNothingToDoAfterCreate() async throws {
        try await withObject { record, _ in
            let paths = try await differences(from: record, to: record.body)
            try require(paths.isEmpty, "A plan right after the create would change \(paths.map(\.description)).")
        }
    }

    /// What a plan promises of a new object must come true (`engine.md`, I13).
    func fillsOnlyUnknowns() async throws {
        let planned = provider.plannedAttributes(of: subject.type, creating: subject.body)
        try await withObject { _, object in
            let schema = provider.schema(of: subject.type) ?? ResourceSchema(type: subject.type)
            let rules = FieldRules(schema)
            for field in planned.fields ?? Fields() where field.value.isWhollyKnown {
                let match = ValueMatch(skipsWriteOnly: true)
                let agrees = match.agrees(field.value, object.attributes[field.key], rules.key(field.key))
                try require(agrees, "`\(field.key)` was planned as known and came out different.")
            }
        }
    }

    /// A create whose answer was lost is sent again: it must end in the same object.
    func createsOnceWhenCalledTwice() async throws {
        guard !isStateOnly else { return }
        try await withObject { record, object in
            let again = try await connection.create(request(subject.body, prior: nil), context)
            try require(again.identity == object.identity, "A second create made another object.")
            _ = record
        }
    }

    func updatesAndRestores() async throws {
        guard let updated = subject.updated else { return }
        try await withObject { record, _ in
            let before = try await differences(from: record, to: updated)
            try require(!before.isEmpty, "The comparison does not see the change.")
            let object = try await connection.update(request(updated, prior: record), context)
            var next = self.record(object, body: updated)
            let left = try await differences(from: next, to: updated)
            try require(left.isEmpty, "After the update a plan would still change \(left.map(\.description)).")
            let restored = try await connection.update(request(record.body, prior: next), context)
            next = self.record(restored, body: record.body)
            let rest = try await differences(from: next, to: record.body)
            try require(rest.isEmpty, "After a restore a plan would change \(rest.map(\.description)).")
        }
    }

    func seesWhatForcesReplacement() async throws {
        guard let replacing = subject.replacing else { return }
        try await withObject { record, object in
            let live = isStateOnly ? nil : object
            let assessment = provider.compare(
                Comparison(type: subject.type, desired: replacing, record: record, live: live)
            )
            let identity = provider.identity(of: subject.type, body: replacing, configuration: subject.configuration)
            let isForced = assessment.changes.contains(where: \.forcesReplacement)
            let isElsewhere = identity != nil && identity != record.identity
            try require(isForced || isElsewhere, "Nothing says that the change replaces the object.")
        }
    }

    func deletesAndDeletesAgain() async throws {
        let object = try await connection.create(request(subject.body, prior: nil), context)
        let record = record(object, body: subject.body)
        try await connection.delete(record, context)
        if !isStateOnly {
            guard case .absent = try await read(record) else { throw failure("A deleted object is still there.") }
        }
        try await connection.delete(record, context)
    }

    // MARK: What the checks share

    /// Runs `body` with a fresh object, and deletes it whatever happens.
    private func withObject(_ body: (ResourceRecord, LiveObject) async throws -> Void) async throws {
        let object = try await connection.create(request(subject.body, prior: nil), context)
        let record = record(object, body: subject.body)
        do {
            try await body(record, object)
        } catch {
            // The first failure is the one to tell; a delete that fails as well shows in its own check.
            _ = try? await connection.delete(record, context)
            throw error
        }
        try await connection.delete(record, context)
    }

    /// The fields that a plan would change now.
    private func differences(from record: ResourceRecord, to desired: Value) async throws -> [ValuePath] {
        var live: LiveObject?
        if !isStateOnly, case .present(let object) = try await read(record) { live = object }
        let comparison = Comparison(type: subject.type, desired: desired, record: record, live: live)
        return provider.compare(comparison).changes.map(\.path)
    }

    private func read(_ record: ResourceRecord) async throws -> Observation {
        let target = ReadTarget(type: record.type, identity: record.identity, body: record.body)
        guard let result = await connection.read([target]).first else { throw failure("A read gave no answer.") }
        return try result.get()
    }

    private func request(_ body: Value, prior: ResourceRecord?) -> WriteRequest {
        let identity =
            prior?.identity ?? provider.identity(of: subject.type, body: body, configuration: subject.configuration)
        return WriteRequest(type: subject.type, identity: identity, body: body, prior: prior)
    }

    private func record(_ object: LiveObject, body: Value) -> ResourceRecord {
        ResourceRecord(
            address: Address(mode: .managed, "subject"), type: subject.type, provider: provider.name,
            connection: ConnectionName(provider.name.text), identity: object.identity, lineage: object.lineage,
            body: body, attributes: object.attributes
        )
    }

    private func failure(_ message: String) -> Failure { Failure(check: "", message: message) }

    private func require(_ condition: Bool, _ message: String) throws {
        if !condition { throw failure(message) }
    }
}
