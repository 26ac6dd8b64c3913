package language

import (
	"testing"

	"fwptracker/internal/workplan"
)

func TestAnythingOfTheDomainCanStandInASentence(t *testing.T) {
	t.Parallel()
	l := Tagged("id")
	for want, value := range map[string]any{
		"narahubung": workplan.RoleFocalPoint, "anggota dan pengamat": workplan.AudienceMembers, "mengelola pertemuan": workplan.KeepMeetings, "menunggu jawaban": workplan.OfferPending,
		"a, b dan c": workplan.Joined{"a", "b", "c"}, "2.3": "2.3", "−1.000": -1000, "triwulan 4 2023": workplan.Spoken("2023-Q4"), "no day": workplan.Date("no day"),
		"ditarik dengan alasan (oleh ketua bersama), atau dialihkan ke rencana berikutnya (oleh ketua bersama)": workplan.Alternatives{
			workplan.Say("withdraw it with a reason (co-chairs)"), workplan.Say("carry it over into a later plan (co-chairs)")},
		"ketua bersama (dalam badan sendiri)": workplan.Series{workplan.Say("%s (%s)", workplan.RoleCoChair, workplan.InBody)}, "by hand": workplan.Wrote("by hand"),
	} {
		if got := l.argument(value); got != want {
			t.Errorf("%#v is said as %q, want %q", value, got, want)
		}
	}
}
