package tracker

import (
	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// FoundWords tells where in a text the words of a query stand, as the Query of a list finds them: whatever their case, accents, spaces and punctuation.
// The text is one that the actor was given; it reads nothing itself.
func FoundWords(query, text string) []workplan.FoundWord { return store.Marks(query, text) }
