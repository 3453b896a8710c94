// What is wrong with a form stands above it; whoever sent the form is taken there, also where the window shows less.
document.getElementById("errors")?.focus();
