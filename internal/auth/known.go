package auth

import (
	"crypto/sha256"
	"sync"
)

// Known remembers which tokens were good once, by their hashes. It gives nobody a right: it only tells those who sign in as ever from those who may
// be guessing. The zero value knows none.
type Known struct {
	mu     sync.Mutex
	tokens map[[sha256.Size]byte]struct{}
}

// Has says whether a token was good once.
func (k *Known) Has(text string) bool {
	key := sha256.Sum256([]byte(text))
	k.mu.Lock()
	defer k.mu.Unlock()
	_, ok := k.tokens[key]
	return ok
}

// Add remembers a token that is good.
func (k *Known) Add(text string) {
	key := sha256.Sum256([]byte(text))
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.tokens == nil {
		k.tokens = map[[sha256.Size]byte]struct{}{}
	}
	if _, ok := k.tokens[key]; !ok {
		makeRoom(k.tokens)
		k.tokens[key] = struct{}{}
	}
}
