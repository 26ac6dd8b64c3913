package tracker

import (
	"errors"
	"slices"
	"strings"

	"fwptracker/internal/workplan"
)

// EditionRequest asks for an edition of the report of when, compared with when. Uncompared asks a correction for no comparison, where what it
// corrects has one.
type EditionRequest struct {
	When
	Since      When
	Uncompared bool
	workplan.NewEdition
}

// Faults lists the broken rules of what is asked for.
func (ask EditionRequest) Faults() (f workplan.Faults) {
	for _, asked := range []struct {
		pointer string
		when    When
	}{{"/as_of", ask.When}, {"/since", ask.Since}} {
		switch {
		case !asked.when.AsOf.Valid():
			f.Add(asked.pointer, "not_a_date", "%q is not a date such as 2023-11-08", asked.when.AsOf)
		case asked.when.AsOf != "" && asked.when.Meeting != "":
			f.Add(asked.pointer+"_meeting", "given_twice", "name the day or the meeting, not both")
		}
	}
	return append(f, ask.NewEdition.Faults()...)
}

// pointed tells the faults of a reading at the members of the request: an edition is asked for in a body.
func (ask EditionRequest) pointed(err error) error {
	var refusal *workplan.Error
	if !errors.As(err, &refusal) || len(refusal.Faults) == 0 {
		return err
	}
	told := workplan.Faults(slices.Clone(refusal.Faults))
	for n, f := range told {
		told[n].Pointer = strings.Replace(f.Pointer, "?", "/", 1)
		switch f.Pointer {
		case "?as_of":
			told[n].Pointer = orMeeting("/as_of", ask.When)
		case "?since":
			told[n].Pointer = orMeeting("/since", ask.Since)
		}
	}
	return told.Err()
}

// orMeeting is the member that named a day, or the one that named a meeting for it.
func orMeeting(member string, asked When) string {
	if asked.Meeting != "" {
		return member + "_meeting"
	}
	return member
}

// fault is the refusal of one member of a request.
func fault(pointer, code, format string, args ...any) error {
	var f workplan.Faults
	f.Add(pointer, code, format, args...)
	return f.Err()
}
