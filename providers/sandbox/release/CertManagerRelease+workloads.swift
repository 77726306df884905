extension CertManagerRelease {
    /// The webhook's service and the three deployments.
    static let workloads = [service] + components.map(deployment)

    /// What the API server asks before it takes a certificate; without a running webhook it is let pass.
    static let webhooks = ["Mutating", "Validating"].map(webhook)

    private static let service = """
        apiVersion: v1
        kind: Service
        metadata:
          name: cert-manager-webhook
          namespace: cert-manager
          labels: {app: cert-manager-webhook, app.kubernetes.io/name: cert-manager}
        spec:
          type: ClusterIP
          ports:
          - {name: https, port: 443, protocol: TCP, targetPort: https}
          selector: {app: cert-manager-webhook}

        """

    private static func deployment(_ name: String) -> String {
        let isWebhook = name.hasSuffix("webhook")
        let port =
            isWebhook
            ? "{name: https, containerPort: 10250, protocol: TCP}"
            : "{name: http-metrics, containerPort: 9402, protocol: TCP}"
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: \(name)
              namespace: cert-manager
              labels: {app: \(name), app.kubernetes.io/name: cert-manager}
            spec:
              replicas: 1
              selector:
                matchLabels: {app: \(name)}
              template:
                metadata:
                  labels: {app: \(name), app.kubernetes.io/name: cert-manager}
                spec:
                  serviceAccountName: \(name)
                  securityContext:
                    runAsNonRoot: true
                    seccompProfile: {type: RuntimeDefault}
                  containers:
                  - name: \(name)
                    image: sandbox.martlet.invalid/\(name):v1
                    imagePullPolicy: IfNotPresent
                    args: ["--v=2", "--leader-election-namespace=kube-system"]
                    ports:
                    - \(port)
                    securityContext:
                      allowPrivilegeEscalation: false
                      readOnlyRootFilesystem: true
                      capabilities: {drop: [ALL]}
                  nodeSelector: {kubernetes.io/os: linux}

            """
    }

    private static func webhook(_ kind: String) -> String {
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: \(kind)WebhookConfiguration
        metadata:
          name: cert-manager-webhook
          labels: {app: cert-manager-webhook, app.kubernetes.io/name: cert-manager}
          annotations: {cert-manager.io/inject-ca-from-secret: cert-manager/cert-manager-webhook-ca}
        webhooks:
        - name: webhook.cert-manager.io
          admissionReviewVersions: [v1]
          matchPolicy: Equivalent
          timeoutSeconds: 10
          failurePolicy: Ignore
          sideEffects: None
          rules:
          - apiGroups: [cert-manager.io]
            apiVersions: [v1]
            operations: [CREATE, UPDATE]
            resources: ["*/*"]
          clientConfig:
            service: {name: cert-manager-webhook, namespace: cert-manager, path: /\(kind.lowercased())}

        """
    }
}
