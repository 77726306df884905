import MartletHTTP
import MartletModel
import MartletProvider

extension KubernetesConnection {
    func awaitReady(
        _ object: LiveObject, type: ResourceType, wait: Value?, _ context: StepContext
    ) async throws(ProviderError) -> LiveObject {
        guard let rule = WaitRule(wait) else {
            throw ProviderError(
                .invalid, code: "Wait",
                message: "`wait` must be `none`, `created`, `ready`, `address` or `{condition: TYPE}`."
            )
        }
        guard let reference = ObjectReference(object.identity), rule != .created else { return object }
        if rule == .ready, !Readiness.isAwaited(reference.groupKind) { return object }
        do throws(APIFailure) {
            if Readiness.status(of: object.attributes, waitingFor: rule) == .ready, reference.groupKind != .definition {
                return object
            }
            guard let place = try await place(of: reference, kind: Manifest.kind(of: object.attributes)) else {
                throw APIFailure.impossible(
                    ProviderError(
                        .notFound, code: "NotServed", message: "The kind of \(reference) is not served any more.")
                )
            }
            let waiting = ReadinessWait(connection: self, place: place, rule: rule, context: context)
            return LiveObject(try await waiting.untilReady(), reference: reference)
        } catch {
            throw self.error(error, "wait for \(reference)")
        }
    }
}

/// Waits for one object: looks at it whenever a watch says that it changed, and now and then in any case.
struct ReadinessWait: Sendable {
    let connection: KubernetesConnection
    let place: KubernetesConnection.Place
    let rule: WaitRule
    let context: StepContext

    /// How often the object is looked at when no watch says anything: for servers and proxies that cut watches.
    private static let interval = Duration.seconds(2)

    func untilReady() async throws(APIFailure) -> Value {
        let deadline = Deadline(context.timeout, by: connection.client.clock)
        let (nudges, nudge) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let outcome = await withTaskGroup(of: Result<Value, APIFailure>?.self) { group in
            group.addTask { await self.watch(nudge) }
            group.addTask { await self.tick(nudge, deadline) }
            group.addTask { await self.look(nudges, deadline) }
            var outcome: Result<Value, APIFailure>?
            while outcome == nil, let ended = await group.next() { outcome = ended }
            group.cancelAll()
            return outcome
        }
        return try (outcome ?? .failure(Self.cancelled)).get()
    }

    private static let cancelled = APIFailure.unanswered(TransportError(.cancelled, "the wait was cancelled"))

    /// Evaluates the object at each nudge until the matter is decided.
    private func look(_ nudges: AsyncStream<Void>, _ deadline: Deadline) async -> Result<Value, APIFailure> {
        do {
            var last = "nothing is known of it yet"
            if let ready = try await evaluate(&last, deadline) { return .success(ready) }
            for await _ in nudges {
                if let ready = try await evaluate(&last, deadline) { return .success(ready) }
            }
            return .failure(Self.cancelled)
        } catch {
            return .failure(error)
        }
    }

    /// The object when it is ready, nil when it is on its way.
    private func evaluate(_ last: inout String, _ deadline: Deadline) async throws(APIFailure) -> Value? {
        guard let object = try await connection.client.find(APICall.get(place.path)) else {
            throw .impossible(gone())
        }
        var status = Readiness.status(of: object, waitingFor: rule)
        if case .progressing = status, rule == .ready {
            let children = await ChildrenReader(connection: connection, place: place).children(of: object)
            status = Readiness.status(of: object, children: children, waitingFor: rule)
        }
        if status == .ready { status = try await servedIfDefinition(object) }
        switch status {
        case .ready: return object
        case .failed(let why): throw .impossible(failed(why))
        case .progressing(let why):
            last = why
            context.report("\(place.reference): \(why)")
            if deadline.isOver { throw .impossible(late(last, deadline)) }
            if context.isEnding() { throw .impossible(leftEarly(last)) }
            return nil
        }
    }

    /// An established definition is of use only once discovery has it.
    private func servedIfDefinition(_ object: Value) async throws(APIFailure) -> ReadinessStatus {
        guard place.reference.groupKind == .definition, let group = object.text("spec", "group"),
            let kind = object.text("spec", "names", "kind")
        else { return .ready }
        let groupKind = GroupKind(group, kind)
        let served = try await connection.discovery.resource { $0[groupKind] }
        return served == nil ? .progressing("its kind is not served yet") : .ready
    }

    private func gone() -> ProviderError {
        ProviderError(
            .operationFailed, effect: .possible, code: "Gone", message: "\(place.reference) was deleted by others.")
    }

    private func failed(_ why: String) -> ProviderError {
        ProviderError(
            .operationFailed, effect: .possible, code: "NotReady",
            message: "\(place.reference) will not get ready: \(why)."
        )
    }

    private func late(_ why: String, _ deadline: Deadline) -> ProviderError {
        ProviderError(
            .timeout, effect: .possible, code: "NotReady",
            message: "\(place.reference) was not ready after \(deadline.seconds) s: \(why).",
            hint: "Give it more time with `timeouts:`, or do not wait with `wait: created`."
        )
    }

    private func leftEarly(_ why: String) -> ProviderError {
        ProviderError(
            .timeout, effect: .possible, code: "NotAwaited",
            message: "\(place.reference) was not ready when the run was ended: \(why)."
        )
    }

    /// Nudges at every interval, by the injected clock, and when the time is up: while something can still be said.
    private func tick(
        _ nudge: AsyncStream<Void>.Continuation, _ deadline: Deadline
    ) async -> Result<Value, APIFailure>? {
        var pause = Duration.milliseconds(100)
        while !deadline.isOver {
            do {
                try await connection.client.clock.sleep(for: min(pause, deadline.left))
            } catch {
                return nil
            }
            nudge.yield()
            pause = min(pause * 2, Self.interval)
        }
        return nil
    }

    /// Nudges at every event of the object. Ends when watches are not to be had; ticks go on.
    private func watch(_ nudge: AsyncStream<Void>.Continuation) async -> Result<Value, APIFailure>? {
        var call = APICall.get(place.listPath)
        call.query = [
            .init("fieldSelector", "metadata.name=\(place.reference.name)"), .init("watch", "true"),
            .init("allowWatchBookmarks", "true"), .init("timeoutSeconds", "300"),
        ]
        while !Task.isCancelled {
            guard let body = try? await connection.client.stream(call), case .stream(let events) = body else {
                return nil
            }
            do {
                for try await _ in events { nudge.yield() }
            } catch {
                // A watch that breaks off is opened again, as one that ends.
            }
            guard (try? await connection.client.clock.sleep(for: .seconds(1))) != nil else { return nil }
        }
        return nil
    }
}
