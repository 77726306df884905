import MartletHTTP
import MartletModel
import MartletProvider

extension KubernetesConnection {
    /// From this many objects of one kind and namespace on, they are read by one list.
    private static let listThreshold = 4

    func read(_ targets: [ReadTarget]) async -> [Result<Observation, ProviderError>] {
        var outcomes = [Result<Observation, ProviderError>?](repeating: nil, count: targets.count)
        let places = await concurrently(Array(targets.indices), limit: Self.parallelism) { index in
            await located(targets[index])
        }
        var groups: [String: [Int]] = [:]
        for (index, place) in places.enumerated() {
            switch place {
            case .failure(let error): outcomes[index] = .failure(error)
            case .success(nil): outcomes[index] = .success(.absent)
            case .success(let place?): groups[place.listPath, default: []].append(index)
            }
        }
        let batches = groups.sorted { $0.key < $1.key }.flatMap { path, indices in
            indices.count < Self.listThreshold
                ? indices.map { Batch(path: nil, indices: [$0]) }
                : [Batch(path: path, indices: indices)]
        }
        let read = await concurrently(batches, limit: Self.parallelism) { batch in
            let members = batch.indices.compactMap { index in (try? places[index].get()).flatMap { $0 } }
            return await self.read(members, from: batch.path)
        }
        for (batch, results) in zip(batches, read) {
            for (index, result) in zip(batch.indices, results) { outcomes[index] = result }
        }
        return outcomes.map { $0 ?? .success(.absent) }
    }

    /// Targets that are read by one call.
    private struct Batch: Sendable {
        /// The list's path; nil for a single object.
        let path: String?
        let indices: [Int]
    }

    private func located(_ target: ReadTarget) async -> Result<Place?, ProviderError> {
        do {
            if let reference = ObjectReference(target.identity) {
                return .success(try await anyPlace(of: reference, Manifest.kind(of: target.body)))
            }
            let (manifest, reference) = try reference(of: target.body)
            return .success(try await place(of: reference, kind: manifest.kind))
        } catch let error as ProviderError {
            return .failure(error)
        } catch let error as APIFailure {
            return .failure(self.error(error, "find `\(target.identity)`"))
        } catch {
            return .failure(ProviderError(.bug, code: "Read", message: "Reading failed in an unforeseen way."))
        }
    }

    private func read(_ places: [Place], from listPath: String?) async -> [Result<Observation, ProviderError>] {
        guard let listPath, let resource = places.first?.resource else {
            var outcomes: [Result<Observation, ProviderError>] = []
            for place in places { outcomes.append(await readOne(place)) }
            return outcomes
        }
        do {
            var byName: [String: Value] = [:]
            for object in try await list(resource, at: listPath) {
                if let name = object.text("metadata", "name") { byName[name] = object }
            }
            return places.map { .success(observed(byName[$0.reference.name], at: $0)) }
        } catch {
            // Listing may be forbidden where reading is not.
            guard error.failureClass == .forbidden else {
                let failure = self.error(error, "list \(resource.plural)")
                return places.map { _ in .failure(failure) }
            }
            return await concurrently(places, limit: Self.parallelism) { await readOne($0) }
        }
    }

    private func readOne(_ place: Place) async -> Result<Observation, ProviderError> {
        do {
            return .success(observed(try await client.find(APICall.get(place.path)), at: place))
        } catch {
            if error.failureClass == .notServed { return .success(.absent) }
            return .failure(self.error(error, "read \(place.reference)"))
        }
    }

    private func observed(_ object: Value?, at place: Place) -> Observation {
        seen.note(object, as: place.reference.identity)
        return object.map { .present(LiveObject($0, reference: place.reference)) } ?? .absent
    }

    /// Every object of a kind, page by page; starts over when the list's version expires on the way.
    func list(
        _ resource: Discovery.Resource, at path: String, selector: [APICall.Item] = []
    ) async throws(APIFailure) -> [Value] {
        var restarts = 0
        while true {
            do {
                return try await pages(resource, at: path, selector: selector)
            } catch {
                guard error.failureClass == .expired, restarts < 5 else { throw error }
                restarts += 1
            }
        }
    }

    private func pages(
        _ resource: Discovery.Resource, at path: String, selector: [APICall.Item]
    ) async throws(APIFailure) -> [Value] {
        var objects: [Value] = []
        var token: String?
        repeat {
            let query = selector + [APICall.Item("limit", "500")] + (token.map { [APICall.Item("continue", $0)] } ?? [])
            let page = try await client.send(APICall.get(path, query: query))
            objects += (page["items"]?.list ?? []).map { Self.typed($0, resource.kind) }
            token = page.text("metadata", "continue").flatMap { $0.isEmpty ? nil : $0 }
        } while token != nil
        return objects
    }

    /// The items of a list say neither kind nor version when the kind is built in.
    private static func typed(_ object: Value, _ kind: ObjectKind) -> Value {
        guard var fields = object.fields, fields["kind"] == nil else { return object }
        fields["kind"] = .string(kind.kind)
        fields["apiVersion"] = .string(kind.apiVersion)
        return .object(fields)
    }

    func readData(type: ResourceType, body: Value) async throws(ProviderError) -> Value {
        let (manifest, reference) = try reference(of: body)
        let object: Value?
        do {
            guard let place = try await place(of: reference, kind: manifest.kind) else {
                throw notServed(manifest.kind, try await discovery.discovery().versions(of: manifest.kind.groupKind))
            }
            object = try await client.find(APICall.get(place.path))
        } catch let failure as APIFailure {
            throw error(failure, "read \(reference)")
        } catch let error as ProviderError {
            throw error
        } catch {
            throw ProviderError(.bug, code: "Read", message: "Reading failed in an unforeseen way.")
        }
        guard let object else {
            throw ProviderError(.notFound, code: "NotFound", message: "There is no \(reference) in the cluster.")
        }
        return LiveObject.attributes(of: object)
    }
}
