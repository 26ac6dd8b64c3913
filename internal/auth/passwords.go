package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trustelem/zxcvbn"
	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"fwptracker/internal/workplan"
)

// The cost of a password's hash (Argon2id): memory in KiB, passes, lanes. A kept hash names its own, so these can be raised at any time.
const (
	hashMemory = 19456
	hashPasses = 2
	hashLanes  = 1
	saltBytes  = 16
	keyBytes   = 32
)

// Passwords hashes and judges passwords, few at a time, since each takes much memory.
type Passwords struct{ slots chan struct{} }

// NewPasswords makes a Passwords that works on up to four at a time.
func NewPasswords() *Passwords { return &Passwords{slots: make(chan struct{}, 4)} }

// Hash is what is to be kept of a password: an Argon2id hash in the PHC form, with its own salt.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails: the runtime stops the program if the system has no randomness
	key, err := p.key(ctx, password, keptHash{hashMemory, hashPasses, hashLanes, salt, make([]byte, keyBytes)})
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, hashMemory, hashPasses, hashLanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), err
}

// dummy is the hash against which the password of an unknown user is judged, so that it takes as long as that of a known one. It matches none.
const dummy = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// Matches says whether a password is the one of a hash. An empty hash matches nothing and takes as long.
func (p *Passwords) Matches(ctx context.Context, hash, password string) (bool, error) {
	known := hash != ""
	if !known {
		hash = dummy
	}
	want, err := readHash(hash)
	if err != nil {
		return false, err
	}
	got, err := p.key(ctx, password, want)
	return known && err == nil && subtle.ConstantTimeCompare(got, want.key) == 1, err
}

// keptHash is what a kept hash tells: how it was made, and the key that came of it.
type keptHash struct {
	memory, passes uint32
	lanes          uint8
	salt, key      []byte
}

// The bounds of what is taken for a kept hash: below them there is nothing to compare, or nothing that Argon2 can work out; above, one password would
// take all memory there is.
const (
	leastSalt  = 8
	leastKey   = 16
	mostMemory = 1 << 20
	mostPasses = 100
)

// readHash reads a kept hash; one that is not whole is an error, never a hash that matches.
func readHash(hash string) (keptHash, error) {
	const form = "v=%d m=%d,t=%d,p=%d"
	unknown := errors.New("a kept password has no form that is known")
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return keptHash{}, unknown
	}
	var h keptHash
	var version int
	cost := parts[2] + " " + parts[3]
	if _, err := fmt.Sscanf(cost, form, &version, &h.memory, &h.passes, &h.lanes); err != nil || cost != fmt.Sprintf(form, argon2.Version, h.memory, h.passes, h.lanes) {
		return keptHash{}, unknown
	}
	salt, noSalt := base64.RawStdEncoding.DecodeString(parts[4])
	key, noKey := base64.RawStdEncoding.DecodeString(parts[5])
	if noSalt != nil || noKey != nil || len(salt) < leastSalt || len(key) < leastKey ||
		h.lanes == 0 || h.passes == 0 || h.passes > mostPasses || h.memory == 0 || h.memory > mostMemory {
		return keptHash{}, unknown
	}
	h.salt, h.key = salt, key
	return h, nil
}

// key works out the key of a password, made as a kept hash was, once there is room to.
func (p *Passwords) key(ctx context.Context, password string, as keptHash) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(norm.NFKC.String(password)), as.salt, as.passes, as.memory, as.lanes, uint32(len(as.key))), nil
}

// weakBelow is how many guesses a password must be expected to withstand, as a power of ten, by lists of common passwords, names and words.
const weakBelow = 10

// judged is how many characters of a password are judged: those that follow can only make it better, and what is made to take long, takes longer the
// longer it is.
const judged = 32

// leastOwn is how many characters a password must have beside what is known of the person and the service, and beside those that stand between words.
const (
	leastOwn = 6
	between  = " .@-_"
)

// PasswordFaults lists what is wrong with a password that somebody wants to use, at a field of the input. About holds what others know of the person,
// such as name and address, which a password must not rest on. It is judged in the form in which it is hashed.
func PasswordFaults(pointer, password string, about ...string) workplan.Faults {
	var f workplan.Faults
	n := utf8.RuneCountInString(norm.NFC.String(password))
	password = norm.NFKC.String(password)
	known := knownWords(about)
	switch {
	case n < workplan.MinPassword:
		f.Add(pointer, "too_short", "must have at least %d characters; a few words in a row are easy to remember", workplan.MinPassword)
	case n > workplan.MaxPassword:
		f.Add(pointer, "too_long", "must have at most %d characters", workplan.MaxPassword)
	case own(password, known) < leastOwn || guesses(password, known) < weakBelow:
		f.Add(pointer, "too_common", "is among the first that are tried: common passwords, repetitions, rows of keys, or what is known of you; take a few words that do not belong together")
	}
	return f
}

// knownWords lists what others know of the person and of the service, in lower case, the longest first.
func knownWords(about []string) []string {
	known := []string{"forward", "work", "plan", "tracker", "password"}
	for _, a := range about {
		a = strings.ToLower(norm.NFKC.String(a))
		known = append(known, a)
		known = append(known, strings.FieldsFunc(a, func(r rune) bool { return strings.ContainsRune(between, r) })...)
	}
	slices.SortStableFunc(known, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return known
}

// own counts the characters of a password that are in no known word of three letters or more and do not stand between words.
func own(password string, known []string) int {
	rest := strings.ToLower(password)
	for _, word := range known {
		if len(word) >= 3 {
			rest = strings.ReplaceAll(rest, word, " ")
		}
	}
	n := 0
	for _, r := range rest {
		if !strings.ContainsRune(between, r) {
			n++
		}
	}
	return n
}

// guesses is how many guesses a password withstands, as a power of ten.
func guesses(password string, known []string) int {
	runes := []rune(password)
	power := 0
	for n := zxcvbn.PasswordStrength(string(runes[:min(len(runes), judged)]), known).Guesses; n >= 10; n /= 10 {
		power++
	}
	return power
}
