package workplan

import (
	"errors"
	"fmt"
	"testing"
)

func TestRefusalsAndTheirKinds(t *testing.T) {
	for _, c := range []struct {
		err  error
		kind Kind
		slug string
		text string
	}{
		{Missing("plan %s", "p-1"), NotFound, "not-found", "There is no plan p-1 that you may see."},
		{Refused("Not %s.", "you"), Forbidden, "forbidden", "Not you."},
		{Clash("plan-closed", "Plan %s is closed.", "p-1"), Conflict, "plan-closed", "Plan p-1 is closed."},
		{Changed("plan"), Stale, "stale", "The plan has changed since you read it. Read it again and repeat your change on the new version."},
		{Faults{{"?as_of", "in_future", Say("say less")}}.Err(), Invalid, "invalid", "The query breaks a rule; nothing was read: ?as_of: say less"},
		{Faults{{"/a", "required", Say("say it")}, {"/b", "too_long", Say("say less")}}.Err(), Invalid, "invalid",
			"The input breaks a rule; nothing was stored: /a: say it; /b: say less"},
	} {
		wrapped := fmt.Errorf("item 7: %w", c.err)
		if KindOf(wrapped) != c.kind || slug(wrapped) != c.slug || c.err.Error() != c.text {
			t.Errorf("kind %d, slug %q, text %q; want %d, %q, %q", KindOf(wrapped), slug(wrapped), c.err, c.kind, c.slug, c.text)
		}
	}
	if KindOf(errors.New("disk full")) != 0 || KindOf(nil) != 0 {
		t.Error("an error that is not the caller's doing has a kind")
	}
	if err := (Faults{}).Err(); err != nil {
		t.Errorf("no faults are the error %v", err)
	}
}
