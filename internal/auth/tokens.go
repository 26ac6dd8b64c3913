// Package auth turns credentials into a [workplan.Actor]: who asks, with the rights of the moment. It is shared by all edges.
package auth

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"hash/crc32"
	"math/big"
	"strings"
)

// A token reads fwp_<id>_<secret><checksum>: 12, 43 and 6 characters of base 62. The id is public; the secret carries 256 bits and only its
// SHA-256 is kept; the checksum tells a mistyped or cut token before anything is looked up.
const (
	prefix      = "fwp_"
	idChars     = 12
	secretChars = 43
	checkChars  = 6
	base62      = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// Minted is a new token. Text is shown once and not kept.
type Minted struct {
	Text       string
	ID         string
	SecretHash string
}

// Mint makes a new token from the system's source of randomness.
func Mint() Minted {
	id, secret := randomText(idChars), randomText(secretChars)
	body := prefix + id + "_" + secret
	return Minted{Text: body + checksum(body), ID: id, SecretHash: HashSecret(secret)}
}

// Parse takes a token apart; false means that it was mistyped, cut short, or never one of ours: nothing else reaches the database.
func Parse(text string) (id, secret string, ok bool) {
	if len(text) != len(prefix)+idChars+1+secretChars+checkChars || !strings.HasPrefix(text, prefix) {
		return "", "", false
	}
	body, check := text[:len(text)-checkChars], text[len(text)-checkChars:]
	id, secret, separated := strings.Cut(body[len(prefix):], "_")
	if !separated || len(id) != idChars || !isBase62(id) || !isBase62(secret) || checksum(body) != check {
		return "", "", false
	}
	return id, secret, true
}

func isBase62(text string) bool { return strings.Trim(text, base62) == "" }

// HashSecret is what is kept of a secret. A fast hash is right for 256 random bits.
func HashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func checksum(body string) string {
	n := uint64(crc32.ChecksumIEEE([]byte(body)))
	digits := make([]byte, checkChars)
	for i := checkChars - 1; i >= 0; i-- {
		digits[i] = base62[n%62]
		n /= 62
	}
	return string(digits)
}

func randomText(n int) string {
	text := make([]byte, n)
	for i := range text {
		digit, err := rand.Int(rand.Reader, big.NewInt(62))
		if err != nil {
			panic("the system has no randomness: " + err.Error())
		}
		text[i] = base62[digit.Int64()]
	}
	return string(text)
}
