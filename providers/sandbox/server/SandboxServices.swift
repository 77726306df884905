/// The APIs that a sandbox speaks.
package struct SandboxServices: Sendable {
    package let arm: any SandboxService
    package let kubernetes: any SandboxClusterService

    package init(arm: any SandboxService, kubernetes: any SandboxClusterService) {
        self.arm = arm
        self.kubernetes = kubernetes
    }

    /// The service of a space; nil for the sandbox's own.
    func service(of space: SandboxSpace) -> (any SandboxService)? {
        switch space {
        case .arm: arm
        case .own: nil
        default: kubernetes
        }
    }
}
