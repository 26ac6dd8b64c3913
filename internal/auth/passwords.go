package auth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
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
	key, err := p.key(ctx, password, salt, hashMemory, hashPasses, hashLanes)
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
	var version, memory, passes, lanes int
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, errors.New("a kept password has no form that is known")
	}
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &passes, &lanes); err != nil || version != argon2.Version {
		return false, errors.New("a kept password has no form that is known")
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, err
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil {
		return false, err
	}
	got, err := p.key(ctx, password, salt, memory, passes, lanes)
	return known && err == nil && subtle.ConstantTimeCompare(got, want) == 1, err
}

// key works out a key once there is room to.
func (p *Passwords) key(ctx context.Context, password string, salt []byte, memory, passes, lanes int) ([]byte, error) {
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(norm.NFKC.String(password)), salt, uint32(passes), uint32(memory), uint8(lanes), keyBytes), nil
}

// weakBelow is how many guesses a password must be expected to withstand, as a power of ten, by lists of common passwords, names and words.
const weakBelow = 10

// PasswordFaults lists what is wrong with a password that somebody wants to use, at a field of the input. About holds what others know of the person,
// such as name and address, which a password must not rest on.
func PasswordFaults(pointer, password string, about ...string) workplan.Faults {
	var f workplan.Faults
	n := utf8.RuneCountInString(password)
	switch {
	case n < workplan.MinPassword:
		f.Add(pointer, "too_short", "must have at least %d characters; a few words in a row are easy to remember", workplan.MinPassword)
	case n > workplan.MaxPassword:
		f.Add(pointer, "too_long", "must have at most %d characters", workplan.MaxPassword)
	case guesses(password, about) < weakBelow:
		f.Add(pointer, "too_common", "is among the first that are tried: common passwords, repetitions, rows of keys, or what is known of you; take a few words that do not belong together")
	}
	return f
}

// guesses is how many guesses a password withstands, as a power of ten. Judging takes longer the longer it is, so that only its beginning counts.
func guesses(password string, about []string) int {
	runes := []rune(password)
	known := []string{"forward", "work", "plan", "tracker", "password"}
	for _, a := range about {
		known = append(known, strings.FieldsFunc(strings.ToLower(a), func(r rune) bool { return strings.ContainsRune(" .@-_", r) })...)
		known = append(known, strings.ToLower(a))
	}
	power := 0
	for n := zxcvbn.PasswordStrength(string(runes[:min(len(runes), 64)]), known).Guesses; n >= 10; n /= 10 {
		power++
	}
	return power
}
