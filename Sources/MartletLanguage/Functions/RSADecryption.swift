private import CryptoExtras
private import FoundationEssentials
internal import MartletModel

/// RSA with the padding of PKCS #1 v1.5, as `rsadecrypt` wants it.
enum RSADecryption {
    static func decrypt(_ cipher: [UInt8], pem: String) throws(FunctionFault) -> [UInt8] {
        // Terraform takes keys of any size; how strong a key must be is for those to say who encrypt with it.
        guard let key = try? _RSA.Encryption.PrivateKey(unsafePEMRepresentation: pem) else {
            throw FunctionFault("the private key is not an RSA key in PEM without a password", argument: 1)
        }
        guard let plain = try? key.decrypt(Data(cipher), padding: ._WEAK_AND_INSECURE_PKCS_V1_5) else {
            throw FunctionFault("failed to decrypt: is this the key that it was encrypted for?", argument: 0)
        }
        return Array(plain)
    }
}
