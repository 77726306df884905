/// A placeholder
enum CertManagerRelease {
    static let path = "/cert-manager/cert-manager.yaml"
    static let bytes: [UInt8] = []
}
