package tracker_test

import (
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// signedIn gives rita every way to sign in: an invitation that was replaced and one that she used, a password that she changed, an identity at a
// provider in place of one that was taken off and one that was taken off for good, a browser in which she is signed in and one in which she was.
func (w tampered) signedIn() {
	w.t.Helper()
	for _, secret := range []string{"first link", "second link"} {
		_, err := w.MakeLink(w.ctx(), w.as("root"), "rita", secret)
		w.tick(err)
	}
	_, err := w.UseLink(w.ctx(), "second link", "hash of a password", false)
	w.tick(err)
	for _, secret := range []string{"first browser", "second browser"} {
		_, err := w.SignIn(w.ctx(), "rita", tracker.NewSignIn{SecretHash: secret, Way: workplan.ByPassword, Browser: "Firefox on Linux", Address: "192.0.2.1"})
		w.tick(err)
	}
	w.tick(w.ChangePassword(w.ctx(), w.as("rita"), "hash of another", 2))
	w.tick(w.LinkIdentity(w.ctx(), w.as("rita"), "https://id.example.org", "rita-0"))
	w.tick(w.LinkIdentity(w.ctx(), w.as("rita"), "https://old.example.org", "rita"))
	for _, issuer := range []string{"https://id.example.org", "https://old.example.org"} {
		w.tick(w.UnlinkIdentityOf(w.ctx(), w.as("root"), "rita", issuer))
	}
	w.tick(w.LinkIdentity(w.ctx(), w.as("rita"), "https://id.example.org", "rita-1"))
	_, err = w.MakeLink(w.ctx(), w.as("root"), "rita", "third link")
	w.tick(err)

}
