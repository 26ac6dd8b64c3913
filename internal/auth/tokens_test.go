package auth_test

import (
	"encoding/base64"
	"hash/crc32"
	"regexp"
	"strings"
	"testing"

	"fwptracker/internal/auth"
)

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

func TestMintedTokensHaveTheirFormAndAreNeverTheSame(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^fwp_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$`)
	seen := map[string]bool{}
	for range 200 {
		m := auth.Mint()
		id, secret, ok := auth.Parse(m.Text)
		if !form.MatchString(m.Text) || !ok || id != m.ID || auth.HashSecret(secret) != m.SecretHash {
			t.Fatalf("minted %+v, parsed %q %q %v", m, id, secret, ok)
		}
		if strings.Contains(m.SecretHash, secret) || seen[id] || seen[secret] {
			t.Fatalf("minted %+v again", m)
		}
		seen[id], seen[secret] = true, true
	}
}

func TestTheChecksumCatchesEverySingleCharacterAndEveryCut(t *testing.T) {
	t.Parallel()
	text := auth.Mint().Text
	for at := range len(text) {
		for _, c := range base62 + "_-. é" {
			if changed := text[:at] + string(c) + text[at+1:]; changed != text && parses(changed) {
				t.Errorf("%s passes with %q at %d", text, c, at)
			}
		}
		if at > 0 && text[at] != text[at-1] {
			if swapped := text[:at-1] + string(text[at]) + string(text[at-1]) + text[at+1:]; parses(swapped) {
				t.Errorf("%s passes with %d and %d swapped", text, at-1, at)
			}
		}
		for _, cut := range []string{text[:at], text[at+1:], text[:at] + text[at+1:], text[:at] + "0" + text[at:]} {
			if parses(cut) {
				t.Errorf("%s passes cut to %s", text, cut)
			}
		}
	}
}

func parses(text string) bool {
	_, _, ok := auth.Parse(text)
	return ok
}

// A checksum can be computed by anyone: what does not look like a token must not reach the database even with a right one.
func TestOnlyBase62Parses(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", "\xff\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "' OR 1=1 --.", "ab_cdefghijk", "é12345678901"[:12]} {
		body := "fwp_" + id + "_" + strings.Repeat("A", 43)
		if parses(body + checksum(body)) {
			t.Errorf("%q parses", id)
		}
	}
	body := "fwp_" + strings.Repeat("A", 12) + "_" + strings.Repeat("A", 43)
	if !parses(body + checksum(body)) {
		t.Error("a well-formed token with the checksum of its form does not parse")
	}
	if parses("fwp_" + base64.RawURLEncoding.EncodeToString(make([]byte, 46))[:62]) {
		t.Error("another encoding parses")
	}
}

// checksum is the published form of the checksum, for scanners: CRC-32 in six digits of base 62.
func checksum(body string) string {
	n, text := uint64(crc32.ChecksumIEEE([]byte(body))), ""
	for range 6 {
		text, n = string(base62[n%62])+text, n/62
	}
	return text
}
