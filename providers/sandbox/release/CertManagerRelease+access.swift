extension CertManagerRelease {
    /// Accounts, and the roles of least privilege that they have; leader election takes place in `kube-system`.
    static let access =
        components.map(account) + [
            role(
                "cert-manager-controller",
                """
                - apiGroups: [cert-manager.io]
                  resources: [certificates, certificates/status, certificaterequests, certificaterequests/status]
                  verbs: [get, list, watch, create, update, patch, delete]
                - apiGroups: [cert-manager.io]
                  resources: [issuers, issuers/status, clusterissuers, clusterissuers/status]
                  verbs: [get, list, watch, update, patch]
                - apiGroups: [""]
                  resources: [secrets]
                  verbs: [get, list, watch, create, update, patch, delete]
                - apiGroups: [""]
                  resources: [events]
                  verbs: [create, patch]
                """),
            binding("cert-manager-controller", account: "cert-manager"),
            role(
                "cert-manager-cainjector",
                """
                - apiGroups: [admissionregistration.k8s.io]
                  resources: [validatingwebhookconfigurations, mutatingwebhookconfigurations]
                  verbs: [get, list, watch, update, patch]
                - apiGroups: [apiextensions.k8s.io]
                  resources: [customresourcedefinitions]
                  verbs: [get, list, watch, update, patch]
                - apiGroups: [""]
                  resources: [secrets]
                  verbs: [get, list, watch]
                """),
            binding("cert-manager-cainjector", account: "cert-manager-cainjector"),
        ] + election("cert-manager") + election("cert-manager-cainjector")

    private static func account(_ name: String) -> String {
        """
        apiVersion: v1
        kind: ServiceAccount
        automountServiceAccountToken: true
        metadata:
          name: \(name)
          namespace: cert-manager
          labels: {app: \(name), app.kubernetes.io/name: cert-manager}

        """
    }

    private static func role(_ name: String, _ rules: String) -> String {
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: \(name)
          labels: {app.kubernetes.io/name: cert-manager}
        rules:
        \(rules)

        """
    }

    private static func binding(_ role: String, account: String) -> String {
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata:
          name: \(role)
          labels: {app.kubernetes.io/name: cert-manager}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(role)}
        subjects:
        - {kind: ServiceAccount, name: \(account), namespace: cert-manager}

        """
    }

    private static func election(_ account: String) -> [String] {
        let name = "\"\(account):leaderelection\""
        return [
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata:
              name: \(name)
              namespace: kube-system
              labels: {app.kubernetes.io/name: cert-manager}
            rules:
            - apiGroups: [coordination.k8s.io]
              resources: [leases]
              resourceNames: [\(account)-controller]
              verbs: [get, update, patch]
            - apiGroups: [coordination.k8s.io]
              resources: [leases]
              verbs: [create]

            """,
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: \(name)
              namespace: kube-system
              labels: {app.kubernetes.io/name: cert-manager}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: \(name)}
            subjects:
            - {kind: ServiceAccount, name: \(account), namespace: cert-manager}

            """,
        ]
    }
}
