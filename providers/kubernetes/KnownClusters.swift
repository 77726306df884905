import MartletModel
private import Synchronization

/// Configurations that were read before: ten thousand identities are asked for with the same one.
final class KnownClusters: Sendable {
    private let known = Mutex<[Value: ClusterSettings?]>([:])

    /// Nil when the configuration is unknown in part, or faulty: the connection says why.
    func settings(_ configuration: Value, _ surroundings: KubernetesSurroundings) -> ClusterSettings? {
        known.withLock { known in
            if let settings = known[configuration] { return settings }
            let settings = configuration.isWhollyKnown ? try? ClusterSettings(configuration, in: surroundings) : nil
            known[configuration] = .some(settings)
            return settings
        }
    }
}
