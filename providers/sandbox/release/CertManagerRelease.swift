package import MartletModel

/// A small cert-manager of our own writing, for stacks in a sandbox without a network: the same names, kinds and API as
/// the real release (docs: https://cert-manager.io/docs/reference/api-docs/), a fraction of its size.
///
/// Copyright the Martlet authors, Apache-2.0, as everything in this repository.
package enum CertManagerRelease {
    /// Where the sandbox serves it.
    package static let url = "https://\(SandboxRouter.ownHost)\(path)"
    static let path = "/cert-manager/cert-manager.yaml"

    /// The file: YAML documents.
    package static let text = ([namespace] + definitions + access + workloads + webhooks).joined(separator: "---\n")

    static let bytes = Array(text.utf8)

    /// The digest that a stack names beside ``url``.
    package static let sha256 = Digest(of: text)

    private static let namespace = """
        # A small cert-manager for Martlet's sandbox. Apache-2.0.
        apiVersion: v1
        kind: Namespace
        metadata:
          name: cert-manager
          labels: {app.kubernetes.io/name: cert-manager}

        """

    /// The parts of cert-manager, each with an account, a role and a deployment of its own.
    static let components = ["cert-manager", "cert-manager-cainjector", "cert-manager-webhook"]
}
