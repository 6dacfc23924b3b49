"use strict";
cnnbook.exercise.start();
cnnbook.pages.start();
