package io.sshconsole.sample;

/**
 * What there is of one coffee before it is roasted.
 *
 * @param coffee its name
 * @param kilograms how much is in the store
 */
record GreenCoffee(String coffee, int kilograms) {

}
